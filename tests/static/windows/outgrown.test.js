import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { windowFrame } from "../../../static/js/stage/geometry.js";
import { isCut } from "../../../static/js/windows/outgrown.js";

const VECTORS = JSON.parse(
  readFileSync(new URL("../../vectors/cuts.json", import.meta.url), "utf8"),
);

test("what counts as cut is what does in the library", () => {
  const { cells, picture, cases } = VECTORS;
  const [across, down] = picture;
  for (const { what, inside, window, cut } of cases) {
    const logits = new Float32Array(cells * cells).fill(-1);
    for (const [x0, y0, x1, y1] of inside) {
      for (let row = y0; row < y1; row++) logits.fill(1, row * cells + x0, row * cells + x1);
    }
    const [x, y, width, height] = window;
    const size = { width: across, height: down };
    const frame = windowFrame({ x, y, width, height }, size, 4 * cells);
    assert.equal(isCut(logits, frame, 0), cut, what);
  }
});
