import assert from "node:assert/strict";
import { test } from "node:test";
import { letterbox, renderSize, scaleInto } from "../../static/js/viewport.js";

const STAGE = { width: 800, height: 600 };

test("a landscape fills the width, a portrait the height, and both are centred", () => {
  assert.deepEqual(letterbox(STAGE, { width: 400, height: 200 }, 1), {
    left: 0,
    top: 100,
    width: 800,
    height: 400,
    scale: 2,
  });
  assert.deepEqual(letterbox(STAGE, { width: 1000, height: 2000 }, 1), {
    left: 250,
    top: 0,
    width: 300,
    height: 600,
    scale: 0.3,
  });
});

test("on a dense screen every edge lies on a device pixel", () => {
  for (const ratio of [1, 1.25, 1.5, 2, 3]) {
    const { left, top, width, height, scale } = letterbox(
      { width: 811, height: 613 },
      { width: 451, height: 300 },
      ratio,
    );
    for (const css of [left, top, width, height]) {
      assert.ok(Math.abs(css * ratio - Math.round(css * ratio)) < 1e-9, `${css} at ${ratio}`);
    }
    assert.ok(width <= 811 && height <= 613);
    assert.deepEqual(renderSize({ width: 451, height: 300 }, scale), {
      width: Math.round(width * ratio),
      height: Math.round(height * ratio),
    });
  }
});

test("an icon is not blown up to fill the stage", () => {
  const { width, height } = letterbox(STAGE, { width: 16, height: 16 }, 2);
  assert.deepEqual([width, height], [128, 128]);
});

test("a stage without room still gives a picture of at least a pixel", () => {
  const { width, height } = letterbox({ width: 0, height: 0 }, { width: 600, height: 400 }, 1);
  assert.deepEqual([width, height], [1, 1]);
});

test("a scale into a side never enlarges", () => {
  assert.equal(scaleInto({ width: 100, height: 50 }, 320), 1);
  assert.equal(scaleInto({ width: 100, height: 640 }, 320), 0.5);
});
