import fc from "fast-check";
import { chaos } from "./chaos";

jest.setTimeout(300_000);

test("whatever goes wrong and whoever is killed, a group is archived once, and done means archived", async () => {
  const { check, played } = await chaos(200, Date.now() % 1_000_000);
  expect(check.failed ? await fc.asyncDefaultReportMessage(check) : "all held").toBe("all held");
  expect(played).toBe(200);
});
