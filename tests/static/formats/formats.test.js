/**
 * The page's writers, held to what `sam.formats` writes (`tests/vectors/formats.json`), and beyond.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { writeCoco } from "../../../static/js/formats/coco.js";
import { FORMATS } from "../../../static/js/formats/formats.js";
import { writeIndexedPng } from "../../../static/js/formats/indexed_png.js";
import { writeMaskZip } from "../../../static/js/formats/mask_zip.js";
import { imageNumber } from "../../../static/js/formats/records.js";
import { writeSa1b } from "../../../static/js/formats/sa1b.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { readPng } from "../png_reader.js";
import { rectanglesMask, vectors } from "../vectors.js";
import { readZip } from "../zip_reader.js";

/** @param {Blob} blob */
async function parsed(blob) {
  assert.equal(blob.type, "application/json");
  return JSON.parse(await blob.text());
}

/**
 * @param {Blob} blob
 * @param {number} width
 * @returns {Promise<number[][]>} the bytes of each row
 */
async function rowsOf(blob, width) {
  const { scanlines } = await readPng(blob);
  const rows = [];
  for (let at = 0; at < scanlines.length; at += width + 1) {
    assert.equal(scanlines[at], 0);
    rows.push([...scanlines.subarray(at + 1, at + 1 + width)]);
  }
  return rows;
}

/**
 * Records of single pixels, one after the other.
 *
 * @param {number} count
 * @param {number} width
 * @param {number} height
 * @returns {import("../../../static/js/formats/records.js").MaskRecord[]}
 */
function pixels(count, width, height) {
  return Array.from({ length: count }, (_, i) => {
    const bits = new Uint8Array(width * height);
    bits[i] = 1;
    return {
      segmentation: encodeRle({ bits, width, height }),
      area: 1,
      bbox: [i % width, Math.floor(i / width), 0, 0],
      predicted_iou: 0.9,
      point_coords: [[0.5, 0.5]],
      stability_score: 1,
      crop_box: [0, 0, width, height],
    };
  });
}

for (const vector of vectors("formats")) {
  const { image, records, masks } = vector;

  test(`JSON as Python writes it: ${vector.name}`, async () => {
    assert.deepEqual(await parsed(writeSa1b(image, records)), vector.sa1b);
    assert.deepEqual(await parsed(writeCoco(image, records)), vector.coco);
  });

  test(`an indexed PNG as Python writes it: ${vector.name}`, async () => {
    const blob = await writeIndexedPng(image, records);
    const { header, palette } = await readPng(blob);
    assert.deepEqual([...header.subarray(8, 10)], [8, 3]);
    assert.deepEqual(palette, vector.palette);
    assert.deepEqual(await rowsOf(blob, image.width), vector.ids);
  });

  test(`a ZIP as the published script fills a folder: ${vector.name}`, async () => {
    const files = await readZip(await writeMaskZip(image, records));
    assert.deepEqual(
      [...files.keys()],
      [
        ...masks.map((/** @type {unknown} */ _, /** @type {number} */ i) => `${i}.png`),
        "metadata.csv",
      ],
    );
    assert.equal(files.get("metadata.csv")?.toString(), vector.metadata);
    for (const [i, rectangles] of masks.entries()) {
      const { bits, width } = rectanglesMask({ ...image, rectangles });
      const png = new Blob([Uint8Array.from(files.get(`${i}.png`) ?? [])]);
      assert.deepEqual(
        (await rowsOf(png, width)).flat(),
        Array.from(bits, (bit) => bit * 255),
      );
    }
  });
}

test("more masks than a palette has take 16 bits", async () => {
  const [width, height] = [20, 15];
  const image = { image_id: 1, width, height, file_name: "many.png" };
  const blob = await writeIndexedPng(image, pixels(256, width, height));
  const { header, palette } = await readPng(blob);
  assert.deepEqual([...header.subarray(8, 10)], [16, 0]);
  assert.equal(palette, null);
  const bytes = (await rowsOf(blob, 2 * width)).flat();
  const ids = Array.from(
    { length: width * height },
    (_, i) => bytes[2 * i] * 256 + bytes[2 * i + 1],
  );
  assert.deepEqual(
    ids,
    ids.map((_, i) => (i < 256 ? i + 1 : 0)),
  );
  const at255 = await readPng(await writeIndexedPng(image, pixels(255, width, height)));
  assert.equal(at255.header[9], 3);
});

test("the same masks give the same bytes, nothing found too", async () => {
  const { image, records } = vectors("formats")[0];
  for (const { write } of Object.values(FORMATS)) {
    for (const some of [records, []]) {
      const [first, second] = [await write(image, some), await write(image, some)];
      assert.ok(first.size > 20);
      assert.deepEqual(await first.arrayBuffer(), await second.arrayBuffer());
    }
  }
});

test("a mask of another size is named", async () => {
  const { image, records } = vectors("formats")[0];
  const others = [records[0], ...pixels(1, 30, 40)];
  for (const { write } of Object.values(FORMATS)) {
    await assert.rejects(async () => write(image, others), {
      name: "RangeError",
      message: "Mask 2 is 30x40 pixels; expected the image's 40x30.",
    });
  }
});

test("more masks than a format can number are refused", async () => {
  const image = { image_id: 1, width: 2, height: 2, file_name: "many.png" };
  const [one] = pixels(1, 2, 2);
  await assert.rejects(writeIndexedPng(image, Array(65536).fill(one)), /65536 masks.*65535/);
  await assert.rejects(writeMaskZip(image, Array(65535).fill(one)), /65535 masks.*65534/);
});

test("a ZIP tells how far it is, and can be given up", async () => {
  const { image, records } = vectors("formats")[0];
  /** @type {number[][]} */
  const calls = [];
  await writeMaskZip(image, records, { onProgress: (...call) => calls.push(call) });
  assert.deepEqual(
    calls,
    records.map((/** @type {unknown} */ _, /** @type {number} */ i) => [i + 1, records.length]),
  );
  const giveUp = new AbortController();
  const onProgress = (/** @type {number} */ done) => {
    if (done === 2) giveUp.abort(new Error("enough"));
  };
  await assert.rejects(
    writeMaskZip(image, records, { signal: giveUp.signal, onProgress }),
    /enough/,
  );
});

test("an image's number is Python's", () => {
  const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  assert.equal(imageNumber(empty), 0xe3b0c44298fc);
});
