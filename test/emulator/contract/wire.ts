import { type IncomingHttpHeaders, request } from "node:http";
import { CtlEmulator, type EmulatorOptions } from "../../../lib/emulator";

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as they came, not decompressed. */
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; `any`, as tests look at what came, whatever it is. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly json: any;
}

export interface WireRequest {
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** An emulator with a clock that is moved by hand, and raw HTTP to talk to it: no client of this project. */
export class Wire {
  token = "";

  private constructor(
    readonly emulator: CtlEmulator,
    private readonly time: { now: number },
  ) {}

  /** Starts an emulator at a fixed time and logs in. */
  static async start(options: EmulatorOptions = {}): Promise<Wire> {
    const time = { now: Date.parse("2015-07-14T13:47:58Z") };
    const wire = new Wire(await CtlEmulator.start({ clock: () => time.now, ...options }), time);
    await wire.login();
    return wire;
  }

  async login(): Promise<void> {
    const { username, password } = this.emulator;
    const { json } = await this.post("/v2/authentication/login", {
      body: JSON.stringify({ username, password }),
    });
    this.token = json.bearerToken;
  }

  now(): number {
    return this.time.now;
  }

  pass(ms: number): void {
    this.time.now += ms;
  }

  get(path: string, options?: WireRequest): Promise<WireAnswer> {
    return this.send("GET", path, options);
  }

  post(path: string, options?: WireRequest): Promise<WireAnswer> {
    return this.send("POST", path, options);
  }

  send(method: string, path: string, { body, headers = {} }: WireRequest = {}): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      const authorization = this.token ? { authorization: `Bearer ${this.token}` } : {};
      const outgoing = request(`${this.emulator.url}${path}`, {
        method,
        headers: { ...authorization, ...headers },
      });
      outgoing.on("error", reject).on("response", (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk) => chunks.push(chunk)).on("error", reject);
        incoming.on("end", () =>
          resolve(readAnswer(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(chunks))),
        );
      });
      outgoing.end(body);
    });
  }
}

function readAnswer(status: number, headers: IncomingHttpHeaders, bytes: Buffer): WireAnswer {
  const text = bytes.toString("utf8");
  return {
    status,
    headers,
    bytes,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}
