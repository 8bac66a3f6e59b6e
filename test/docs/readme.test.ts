import { OPTIONS } from "../../lib/construct/options";
import { Page } from "../page";

const README = new Page("README.md");

test("the README is one screen: 150 lines at most", () => {
  expect(README.text.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});

test("its first code block has the two commands that set everything up", () => {
  const [, block = ""] = README.text.match(/```sh\n([\s\S]*?)```/) ?? [];
  expect(block.split("\n").map((line) => line.split("#")[0]?.trim())).toEqual([
    "npm run demo",
    "npm test",
    "",
  ]);
});

test("its table of options has every option of ArchivedGroup", () => {
  const named = README.table("| option | default | |").map(([option = ""]) => option.replaceAll("`", ""));
  expect(named.toSorted()).toEqual(Object.keys(OPTIONS.ArchivedGroup).toSorted());
});

test("docs/options.md has every option of a survey", () => {
  const rows = new Page("docs/options.md").table("| option | default | |");
  expect(rows.map(([option = ""]) => option.replaceAll("`", "")).toSorted()).toEqual(
    Object.keys(OPTIONS.survey).toSorted(),
  );
});
