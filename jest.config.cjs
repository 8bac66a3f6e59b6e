/** All tests, in two projects: the end-to-end ones start the real cdktf and Terraform. */
const common = {
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
};

module.exports = {
  // Most of the time goes to cdktf, which keeps one processor busy; the default would leave another idle.
  maxWorkers: "100%",
  // Of the tests that run side by side in one file: each of them has a Terraform and a hook.
  maxConcurrency: 3,
  // Nothing sleeps in a unit test; but many start processes, and a busy machine takes its time.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/examples/**/*.test.ts"],
      // Examples import the package as its users do.
      moduleNameMapper: { "^cdktf-archived-group$": "<rootDir>/lib/index.ts" },
      testPathIgnorePatterns: ["<rootDir>/test/e2e/"],
    },
    { ...common, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] },
  ],
};
