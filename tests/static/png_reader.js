import assert from "node:assert/strict";
import { crc32, inflateSync } from "node:zlib";

/**
 * Reads a PNG by the specification, checking every checksum.
 *
 * @param {Blob} blob
 */
export async function readPng(blob) {
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
  const { PLTE: palette, ...others } = chunks;
  assert.deepEqual(Object.keys(others), ["IHDR", "IDAT", "IEND"]);
  return {
    header: chunks.IHDR,
    palette: palette ? [...palette] : null,
    scanlines: inflateSync(chunks.IDAT),
  };
}
