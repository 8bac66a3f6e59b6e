/**
 * node --import tsx scripts/seed-schema.mjs
 *
 * Writes schema/seed.schema.json, which the package publishes, from what the emulator checks seeds with.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { toJsonSchema } from "@valibot/to-json-schema";
import { account, definitions } from "../lib/emulator/seed/account.ts";

const file = fileURLToPath(new URL("../schema/seed.schema.json", import.meta.url));
// JSON Schema cannot tell a day that does not exist: it checks the pattern of a date only.
const schema = toJsonSchema(account, { target: "draft-2020-12", definitions, ignoreActions: ["check"] });
writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
