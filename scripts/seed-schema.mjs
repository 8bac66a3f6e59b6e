/**
 * node --import tsx scripts/seed-schema.mjs
 *
 * Writes schema/seed.schema.json, which the package publishes, from what the emulator checks seeds with.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seedSchema } from "../lib/emulator/seed/schema/index.ts";

const file = fileURLToPath(new URL("../schema/seed.schema.json", import.meta.url));
writeFileSync(file, `${JSON.stringify(seedSchema, null, 2)}\n`);
