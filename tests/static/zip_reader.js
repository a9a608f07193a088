import assert from "node:assert/strict";
import { crc32, inflateRawSync } from "node:zlib";

const DEFLATED = 8;

/**
 * Reads a ZIP by the specification (APPNOTE), from its central directory, checking every checksum.
 *
 * @param {Blob} blob
 * @returns {Promise<Map<string, Buffer>>} contents by name, in the directory's order
 */
export async function readZip(blob) {
  const file = Buffer.from(await blob.arrayBuffer());
  const end = file.length - 22; // no comment
  assert.equal(file.readUInt32LE(end), 0x06054b50);
  let at = file.readUInt32LE(end + 16);
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(file.readUInt32LE(at), 0x02014b50);
    const [names, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset));
    const name = file.toString("utf8", at + 46, at + 46 + names);
    const start = file.readUInt32LE(at + 42);
    assert.equal(file.readUInt32LE(start), 0x04034b50);
    const body = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
    const packed = file.subarray(body, body + file.readUInt32LE(at + 20));
    const content = file.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed;
    assert.equal(content.length, file.readUInt32LE(at + 24));
    assert.equal(crc32(content), file.readUInt32LE(at + 16));
    files.set(name, content);
    at += 46 + names + extra + comment;
  }
  return files;
}
