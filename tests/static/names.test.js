import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";

for (const folder of ["../../static/js", "."]) {
  test(`no two files in ${folder} have one name, so that a name alone says which is meant`, () => {
    const names = readdirSync(new URL(folder, import.meta.url), { recursive: true })
      .map((path) => basename(String(path)))
      .filter((name) => name.endsWith(".js"));
    assert.ok(names.length > 10);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });
}

test("main.js connects the parts and does nothing else: it stays short", () => {
  const main = readFileSync(new URL("../../static/js/main.js", import.meta.url), "utf8");
  assert.ok(main.split("\n").length < 80);
});
