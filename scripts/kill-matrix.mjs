/**
 * npm run kill-matrix [-- Jest's arguments…]
 *
 * Kills every victim at every step, with both carriers; `npm test` makes do with every step and every victim once.
 */
process.env.KILL_MATRIX = "full";
process.argv.push("test/e2e/kill-matrix.test.ts", "--selectProjects", "e2e");
await import("./test.mjs");
