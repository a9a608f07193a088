import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { strings } from "../../static/js/strings.js";

const page = readFileSync(new URL("../../templates/index.html", import.meta.url), "utf8");
const texts = /** @type {Record<string, unknown>} */ (strings);

test("the texts in index.html are those of the catalogue", () => {
  const marked = [...page.matchAll(/data-text="(\w+)"[^>]*>([^<]*)</g)];
  assert.ok(marked.length > 20);
  for (const [, key, text] of marked) assert.equal(text, texts[key], key);
});

test("the labels in index.html are those of the catalogue", () => {
  const labels = [...page.matchAll(/ aria-label="([^"]*)"( data-aria-label="(\w+)")?/g)];
  assert.ok(labels.length > 3);
  for (const [, text, , key] of labels) assert.equal(text, texts[key], `${text} (${key})`);
});

test("figures read well at both ends", () => {
  assert.equal(strings.percent(0), "0.0 %");
  assert.equal(strings.percent(0.0004), "less than 0.1 %");
  assert.equal(strings.percent(0.034), "3.4 %");
  assert.equal(strings.percent(1), "100 %");
  assert.equal(
    strings.statusMask({ fraction: 0.124, iou: 0.968 }),
    "Mask covers 12 % of the picture, predicted IoU 0.97.",
  );
  assert.equal(strings.iou(0.964), "0.96");
  assert.equal(strings.iou(1.03), "1.00", "an estimate of more than there can be");
});
