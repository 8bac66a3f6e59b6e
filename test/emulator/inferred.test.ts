import { CtlEmulator, type EmulatorOptions, INFERRED } from "../../lib/emulator";
import { resolveOptions } from "../../lib/emulator/world/options";

const switches = INFERRED.flatMap((behaviour) =>
  behaviour.switch ? [{ ...behaviour.switch, behaviour }] : [],
);

test("each is one sentence with its grade, its evidence and its default", () => {
  for (const { what, grade, evidence, default: preset } of INFERRED) {
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(["INF", "CODE", "DOC"]).toContain(grade);
    expect([evidence, preset]).not.toContain("");
  }
  expect(new Set(INFERRED.map(({ what }) => what)).size).toBe(INFERRED.length);
});

test("each switch is an option, and its first value is the default", () => {
  const defaults = resolveOptions({});
  for (const { option, values, behaviour } of switches) {
    expect(defaults).toHaveProperty(option);
    if (option === "timeline") continue;
    const preset = option === "readOnly" ? "off" : String(defaults[option]);
    expect(behaviour.default).toBe(preset);
    expect(values[0]).toBe(String(defaults[option]));
  }
});

test("no option has two switches, and no flag two options", () => {
  const names = switches.flatMap(({ option, flag }) => [option, ...(flag ? [flag] : [])]);
  expect(new Set(names).size).toBe(names.length);
});

test("every value of every switch is one to start with", async () => {
  for (const { option, values } of switches.filter((one) => one.option !== "timeline")) {
    for (const value of values) {
      const typed = /^\d+$/.test(value)
        ? Number(value)
        : /^(true|false)$/.test(value)
          ? value === "true"
          : value;
      const emulator = await CtlEmulator.start({ [option]: typed } as EmulatorOptions);
      await emulator.stop();
    }
  }
});
