import assert from "node:assert/strict";
import { test } from "node:test";

import { jpegHead } from "../../../static/js/pictures/jpeg_head.js";

/** @param {number} orientation @param {boolean} little @param {number} length of what is there of it */
function jpeg(orientation, little, length = 26) {
  const exif = new DataView(new ArrayBuffer(26));
  exif.setUint16(0, little ? 0x4949 : 0x4d4d);
  exif.setUint16(2, 42, little);
  exif.setUint32(4, 8, little);
  exif.setUint16(8, 1, little);
  exif.setUint16(10, 0x0112, little);
  exif.setUint16(12, 3, little);
  exif.setUint32(14, 1, little);
  exif.setUint16(18, orientation, little);
  const app0 = [0xff, 0xe0, 0, 4, 1, 2];
  const mark = [...new TextEncoder().encode("Exif\0\0")];
  const body = [...mark, ...new Uint8Array(exif.buffer, 0, length)];
  return Uint8Array.from([
    0xff,
    0xd8,
    ...app0,
    0xff,
    0xe1,
    0,
    body.length + 2,
    ...body,
    0xff,
    0xda,
  ]);
}

test("a JPEG says whether it is to be turned", () => {
  for (const little of [true, false]) {
    assert.equal(jpegHead(jpeg(1, little)), "upright");
    assert.equal(jpegHead(jpeg(6, little)), "turned");
    assert.equal(jpegHead(jpeg(3, little)), "turned");
    assert.equal(jpegHead(jpeg(6, little, 12)), "upright", "what is cut off says nothing");
  }
  assert.equal(jpegHead(Uint8Array.of(0xff, 0xd8, 0xff, 0xdb, 0, 3, 1, 0xff, 0xda)), "upright");
  assert.equal(jpegHead(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), null);
  assert.equal(jpegHead(new Uint8Array(0)), null);
});
