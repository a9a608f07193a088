import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";
import { encodeMaskPng } from "../../static/js/png.js";

/**
 * Reads a PNG by the specification, checking every checksum.
 *
 * @param {Blob} blob
 */
async function readPng(blob) {
  const file = Buffer.from(await blob.arrayBuffer());
  assert.equal(file.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  /** @type {Record<string, Buffer>} */
  const chunks = {};
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    assert.equal(file.readUInt32BE(at + 8 + length), crc32(body));
    chunks[body.subarray(0, 4).toString("latin1")] = body.subarray(4);
    at += 12 + length;
  }
  assert.deepEqual(Object.keys(chunks), ["IHDR", "IDAT", "IEND"]);
  return { header: chunks.IHDR, scanlines: inflateSync(chunks.IDAT) };
}

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

test("bits that are not the mask's size are refused", async () => {
  const mask = { bits: new Uint8Array(5), width: 3, height: 2 };
  await assert.rejects(encodeMaskPng(mask), /3x2 mask has no 5 pixels/);
});
