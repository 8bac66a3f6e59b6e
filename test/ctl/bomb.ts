import { constants, createBrotliCompress, createDeflate, createGzip } from "node:zlib";

export type Bomb = "gzip" | "deflate" | "br";

const BLOCK = Buffer.alloc(16 * 1024 * 1024, " ");
const BLOCKS = 64;

const packers = {
  gzip: () => createGzip({ level: 1 }),
  deflate: () => createDeflate({ level: 1 }),
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
};

/** 1 GB of spaces, packed into a few megabytes: one packed block again and again, without the end of the format. */
export async function bomb(encoding: Bomb): Promise<Buffer> {
  const packer = packers[encoding]();
  const mode = encoding === "br" ? constants.BROTLI_OPERATION_FLUSH : constants.Z_FULL_FLUSH;
  let packed: Buffer[] = [];
  packer.on("data", (chunk: Buffer) => packed.push(chunk));
  const pack = async (): Promise<Buffer> => {
    packed = [];
    packer.write(BLOCK);
    await new Promise<void>((resolve) => packer.flush(mode, resolve));
    return Buffer.concat(packed);
  };
  const first = await pack();
  const next = await pack();
  return Buffer.concat([first, ...Array<Buffer>(BLOCKS - 1).fill(next)]);
}
