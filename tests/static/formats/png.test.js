import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeMaskPng, encodeRlePng } from "../../../static/js/formats/mask_png.js";
import { encodePng } from "../../../static/js/formats/png.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { readPng } from "../png_reader.js";

test("a mask is an 8-bit grey picture of its own size", async () => {
  const bits = Uint8Array.of(0, 1, 1, 1, 0, 0);
  const blob = await encodeMaskPng({ bits, width: 3, height: 2 });
  assert.equal(blob.type, "image/png");
  const { header, scanlines } = await readPng(blob);
  // Width, height, 8 bits, colour type 0 (grey), deflate, adaptive filters, no interlace.
  assert.deepEqual([...header], [0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  assert.deepEqual([...scanlines], [0, 0, 255, 255, 0, 255, 0, 0]);
});

test("a large mask, compressed in several bands, comes out whole", async () => {
  const [width, height] = [1999, 1501];
  const bits = Uint8Array.from({ length: width * height }, (_, i) => (i % 1777 < 900 ? 1 : 0));
  const { scanlines } = await readPng(await encodeMaskPng({ bits, width, height }));
  assert.equal(scanlines.length, (width + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = scanlines.subarray(y * (width + 1), (y + 1) * (width + 1));
    assert.equal(row[0], 0);
    for (let x = 0; x < width; x++) {
      if (row[x + 1] !== bits[y * width + x] * 255) assert.fail(`pixel ${x}, ${y}`);
    }
  }
});

test("a mask's PNG is made of its box, and is as large as the picture", async () => {
  const bits = new Uint8Array(7 * 5);
  for (const at of [16, 17, 23]) bits[at] = 1;
  const whole = await readPng(await encodeMaskPng({ bits, width: 7, height: 5 }));
  const boxed = await readPng(await encodeRlePng(encodeRle({ bits, width: 7, height: 5 })));
  assert.deepEqual(boxed.scanlines, whole.scanlines);
  assert.deepEqual(boxed.header, whole.header);
  const none = encodeRle({ bits: new Uint8Array(35), width: 7, height: 5 });
  assert.ok((await readPng(await encodeRlePng(none))).scanlines.every((value) => value === 0));
});

test("bits that are not the mask's size are refused", async () => {
  const mask = { bits: new Uint8Array(5), width: 3, height: 2 };
  await assert.rejects(encodeMaskPng(mask), /3x2 mask has no 5 pixels/);
});

test("a palette comes before the pixels", async () => {
  const palette = Uint8Array.of(0, 0, 0, 9, 8, 7);
  const blob = await encodePng({ width: 2, height: 1, depth: 8, palette }, (_, row) =>
    row.set([1, 0]),
  );
  const { header, palette: written, scanlines } = await readPng(blob);
  assert.deepEqual([...header], [0, 0, 0, 2, 0, 0, 0, 1, 8, 3, 0, 0, 0]);
  assert.deepEqual(written, [...palette]);
  assert.deepEqual([...scanlines], [0, 1, 0]);
});

test("16 bits take two bytes a pixel, row by row", async () => {
  const blob = await encodePng({ width: 2, height: 2, depth: 16 }, (y, row) =>
    row.set([y, 1, y, 2]),
  );
  const { header, scanlines } = await readPng(blob);
  assert.deepEqual([...header], [0, 0, 0, 2, 0, 0, 0, 2, 16, 0, 0, 0, 0]);
  assert.deepEqual([...scanlines], [0, 0, 1, 0, 2, 0, 1, 1, 1, 2]);
});
