import assert from "node:assert/strict";
import { test } from "node:test";
import { createActions } from "../../../static/js/decoder/worker_actions.js";
import { extentOf } from "../../../static/js/masks/extent.js";
import { maskFromLogits } from "../../../static/js/masks/masks.js";
import { encodeRle, setInto } from "../../../static/js/masks/rle.js";
import { frame, imageToModel, windowFrame } from "../../../static/js/stage/geometry.js";
import { lowResolutionLogits } from "../vectors.js";

const PICTURE = { width: 700, height: 500 };
const WINDOW = { x: 128, y: 64, width: 256, height: 256 };
const LOGITS = lowResolutionLogits({
  image_size: 256,
  discs: [
    [20, 30, 12],
    [50, 40, 9],
  ],
});
const FRAME = windowFrame(WINDOW, PICTURE, 256);

/** What the window's own picture would have, set into all of it. */
function expected() {
  const own = maskFromLogits(LOGITS, frame(WINDOW, 256), WINDOW, 0);
  const bits = new Uint8Array(PICTURE.width * PICTURE.height);
  for (let y = 0; y < own.height; y++) {
    const line = own.bits.subarray(y * own.width, (y + 1) * own.width);
    bits.set(line, (WINDOW.y + y) * PICTURE.width + WINDOW.x);
  }
  return { bits, area: own.area, ...PICTURE };
}

test("a window's mask lies where the window does, pixel for pixel, in any part of the picture", () => {
  const whole = expected();
  const mask = maskFromLogits(LOGITS, FRAME, PICTURE, 0);
  assert.deepEqual(mask.bits, whole.bits);
  assert.equal(mask.area, whole.area);
  for (const [x0, y0, x1, y1] of [
    [0, 0, 300, 200],
    [150, 90, 160, 100],
    [380, 300, 700, 500],
    [400, 0, 500, 60],
  ]) {
    const part = maskFromLogits(LOGITS, FRAME, { ...PICTURE, box: { x0, y0, x1, y1 } }, 0);
    let area = 0;
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        const bit = whole.bits[y * PICTURE.width + x];
        assert.equal(part.bits[(y - y0) * (x1 - x0) + x - x0], bit);
        area += bit;
      }
    }
    assert.equal(part.area, area);
    if (area === 0) assert.equal(part.box, null);
  }
});

test("drawn smaller or larger, it covers the same share of the picture", () => {
  const { area } = expected();
  const share = area / (PICTURE.width * PICTURE.height);
  for (const scale of [0.31, 0.5, 2]) {
    const size = { width: Math.floor(700 * scale), height: Math.floor(500 * scale) };
    const mask = maskFromLogits(LOGITS, FRAME, size, 0);
    assert.ok(Math.abs(mask.area / (size.width * size.height) / share - 1) < 0.02);
  }
});

test("a place of the picture is told to the model from the window's corner", () => {
  assert.deepEqual(imageToModel({ x: 130, y: 70 }, FRAME), { x: 2, y: 6 });
  assert.deepEqual(windowFrame({ x: 0, y: 0, ...PICTURE }, PICTURE, 256), frame(PICTURE, 256));
});

test("masks are encoded and tidied where they lie, with the outcome of the whole picture", async () => {
  const actions = createActions({
    loadRuntime: () => Promise.reject(new Error()),
    fetchFile: () => Promise.reject(new Error()),
  });
  const ring = /** @type {const} */ ([
    [300, 90],
    [500, 90],
    [500, 290],
    [300, 290],
  ]);
  const corrections = [
    {
      type: /** @type {const} */ ("polygon"),
      add: true,
      points: ring.map(([x, y]) => /** @type {[number, number]} */ ([x, y])),
    },
    {
      type: /** @type {const} */ ("brush"),
      add: false,
      radius: 20,
      points: [/** @type {[number, number]} */ ([440, 200])],
    },
    {
      type: /** @type {const} */ ("brush"),
      add: true,
      radius: 6,
      points: [/** @type {[number, number]} */ ([690, 2])],
    },
  ];
  const drawing = { logits: LOGITS, frame: FRAME, threshold: 0, size: PICTURE, corrections };
  const { bits } = await actions.render(drawing);
  assert.deepEqual(await actions.rle(drawing), encodeRle({ bits, ...PICTURE }));
  const holes = await actions.tidy({ drawing, what: "holes" });
  const disc = { ...drawing, logits: null, corrections: [{ ...corrections[1], add: true }] };
  assert.deepEqual(holes, await actions.rle(disc));
  const { x0, x1 } = extentOf(drawing, PICTURE);
  assert.ok(x0 > 100 && x1 > 690);
  assert.deepEqual(
    setInto({ size: [2, 2], counts: "04" }, { x0: 1, y0: 1, x1: 3, y1: 3 }, { width: 4, height: 4 })
      .size,
    [4, 4],
  );
});
