/**
 * Files of annotations, held to what `sam.formats` writes (`tests/vectors/annotations.json`).
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ANNOTATION_FORMATS } from "../../../static/js/formats/annotation_formats.js";
import { readReport } from "../../../static/js/formats/annotations_reader.js";
import { writeBundle } from "../../../static/js/formats/bundle.js";
import { writeCocoAnnotations } from "../../../static/js/formats/coco.js";
import { cutOut } from "../../../static/js/formats/cut_out.js";
import { objectNames, oneLine, pictureName } from "../../../static/js/formats/file_names.js";
import { writeSa1bAnnotations } from "../../../static/js/formats/sa1b.js";
import { writeSvg } from "../../../static/js/formats/svg.js";
import { writeYolo } from "../../../static/js/formats/yolo.js";
import { decodeRle } from "../../../static/js/masks/rle.js";
import { readPng } from "../png_reader.js";
import { vectors } from "../vectors.js";
import { readZip } from "../zip_reader.js";

/** @param {{ width: number, height: number }} size */
function coloured({ width, height }) {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 100 + (i % 150) : (i * 37) % 256,
  );
  return { data, width, height };
}

/** @param {Blob} blob */
async function rgbaOf(blob) {
  const { header, scanlines } = await readPng(blob);
  assert.deepEqual([...header.subarray(8, 10)], [8, 6]);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = Array.from({ length: height }, (_, y) =>
    scanlines.subarray(y * (4 * width + 1) + 1, (y + 1) * (4 * width + 1)),
  );
  return { width, height, data: Buffer.concat(rows) };
}

for (const vector of vectors("annotations")) {
  const { image, annotations } = vector;

  test(`JSON and text as Python writes them: ${vector.name}`, async () => {
    const parsed = async (/** @type {Blob} */ blob) => JSON.parse(await blob.text());
    assert.deepEqual(await parsed(writeCocoAnnotations(image, annotations)), vector.coco);
    assert.deepEqual(
      await parsed(writeCocoAnnotations(image, annotations, "polygons")),
      vector.coco_polygons,
    );
    assert.deepEqual(await parsed(writeSa1bAnnotations(image, annotations)), vector.sa1b);
    const { labels, classes } = writeYolo(image, annotations);
    assert.equal(await labels.text(), vector.labels);
    assert.equal(await classes.text(), vector.classes);
    assert.equal(await writeSvg(image, annotations).text(), vector.svg);
  });

  test(`polygons are read back as the same masks: ${vector.name}`, async () => {
    const file = await writeCocoAnnotations(image, annotations, "polygons").text();
    const { annotations: found, skipped, notes } = readReport(file, image);
    assert.deepEqual(
      found.map(({ segmentation }) => segmentation),
      annotations.map((/** @type {any} */ { segmentation }) => segmentation),
    );
    assert.deepEqual(skipped, []);
    assert.equal(notes.length, annotations.length === 0 ? 1 : 0);
  });

  test(`a bundle of the same files: ${vector.name}`, async () => {
    const files = await readZip(
      await writeBundle(image, annotations, { pixels: coloured(image), shapes: "polygons" }),
    );
    assert.deepEqual([...files.keys()], vector.bundle);
    const parsed = (/** @type {string} */ name) => JSON.parse(String(files.get(name)));
    assert.deepEqual(parsed("coco.json"), vector.coco_polygons);
    assert.deepEqual(parsed("annotations.json"), { version: 1, image, annotations });
    assert.equal(String(files.get("outlines.svg")), vector.svg);
    const without = await readZip(await writeBundle(image, annotations));
    assert.deepEqual(
      [...without.keys()],
      vector.bundle.filter((/** @type {string} */ name) => !name.startsWith("cut-outs/")),
    );
  });

  test(`cut-outs hold exactly the picture's colours: ${vector.name}`, async () => {
    const pixels = coloured(image);
    for (const { segmentation } of annotations) {
      const { bits } = decodeRle(segmentation);
      const expected = pixels.data.map((value, i) => value * bits[Math.floor(i / 4)]);
      const whole = await rgbaOf(await cutOut(pixels, segmentation, false));
      assert.deepEqual(whole, { ...pixels, data: Buffer.from(expected) });
    }
  });
}

test("a cropped cut-out is the mask's box", async () => {
  const { image, annotations } = vectors("annotations")[0];
  const pixels = coloured(image);
  const { width, height, data } = await rgbaOf(
    await cutOut(pixels, annotations[1].segmentation, true),
  );
  assert.deepEqual([width, height], [25, 23]);
  assert.deepEqual([...data.subarray(0, 4)], [...pixels.data.subarray(840, 844)]); // (10, 5)
  assert.deepEqual([...data.subarray(4 * (3 * 25 + 5)).subarray(0, 4)], [0, 0, 0, 0]); // a hole
  const empty = annotations[6].segmentation;
  await assert.rejects(cutOut(pixels, empty, true), {
    message: "The mask is empty; expected a pixel at least to crop to.",
  });
  await assert.rejects(cutOut(coloured({ width: 30, height: 40 }), empty, false), {
    message: "The mask is 40x30 pixels; expected the picture's 30x40.",
  });
});

test("files of annotations of another size are refused", async () => {
  const { annotations } = vectors("annotations")[0];
  const image = { image_id: 1, width: 30, height: 40, file_name: "other.png" };
  for (const write of [
    writeBundle,
    writeCocoAnnotations,
    writeSa1bAnnotations,
    writeSvg,
    writeYolo,
  ]) {
    await assert.rejects(async () => write(image, annotations), {
      message: "Mask 1 is 40x30 pixels; expected the image's 30x40.",
    });
  }
});

test("formats have the names that they have in Python", () => {
  assert.deepEqual(
    Object.entries(ANNOTATION_FORMATS).map(([name, { suffix }]) => ({ name, suffix })),
    vectors("annotation_formats"),
  );
});

test("each format by its name, the same bytes each time", async () => {
  const { image, annotations, svg, classes, labels } = vectors("annotations")[0];
  /** @type {Record<string, Blob>} */
  const files = {};
  for (const [name, { suffix, write }] of Object.entries(ANNOTATION_FORMATS)) {
    assert.match(suffix, /^\.[a-z0-9.]+$/);
    files[name] = await write(image, annotations, { pixels: coloured(image) });
    const again = await write(image, annotations, { pixels: coloured(image) });
    assert.deepEqual(await files[name].arrayBuffer(), await again.arrayBuffer());
  }
  assert.equal(await files.svg.text(), svg);
  const yolo = await readZip(files.yolo);
  assert.deepEqual([...yolo.keys()], ["classes.txt", "labels/scène.txt"]);
  assert.deepEqual([...yolo.values()].map(String), [classes, labels]);
  assert.notEqual(await files.coco.text(), await files.coco_polygons.text());
  assert.deepEqual([...(await readPng(files.png)).header.subarray(8, 10)], [8, 3]);
  assert.ok((await readZip(files.bundle)).has("cut-outs/scène-dog.png"));
});

test("a bundle tells how far it is, can be given up, and is the same each time", async () => {
  const { image, annotations } = vectors("annotations")[0];
  /** @type {number[]} */
  const done = [];
  const first = await writeBundle(image, annotations, { onProgress: (count) => done.push(count) });
  assert.deepEqual(done, [1, 2, 3, 4, 5, 6, 7, 8]);
  const second = await writeBundle(image, annotations);
  assert.deepEqual(await first.arrayBuffer(), await second.arrayBuffer());
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(writeBundle(image, annotations, { signal }), /enough/);
  await assert.rejects(writeBundle(image, Array(32764).fill(annotations[0])), /32764.*32763/);
});

for (const { name, file_name, labels, picture, objects, lines } of vectors("file_names")) {
  test(`names of files: ${name}`, () => {
    const [annotation] = vectors("annotations")[0].annotations;
    const annotations = labels.map((/** @type {string} */ label) => ({
      ...annotation,
      name: "",
      label,
    }));
    assert.equal(pictureName(file_name), picture);
    assert.deepEqual(objectNames(file_name, annotations), objects);
    assert.deepEqual(labels.map(oneLine), lines);
  });
}

test("classes that are listed come first, used or not, in every format that numbers them", async () => {
  const { image, annotations } = vectors("annotations")[0];
  const labelled = annotations.map((/** @type {any} */ each, /** @type {number} */ i) => ({
    ...each,
    label: ["dog", ""][i % 2],
  }));
  const classes = ["cat", "dog"];
  const named = [...classes, "object"].slice(0, labelled.length > 1 ? 3 : 2);
  for (const format of /** @type {const} */ (["coco", "coco_polygons"])) {
    const blob = await ANNOTATION_FORMATS[format].write(image, labelled, { classes });
    const coco = JSON.parse(await blob.text());
    assert.deepEqual(
      coco.categories.map((/** @type {any} */ each) => each.name),
      named,
    );
    assert.equal(coco.annotations[0].category_id, 2);
  }
  const yolo = writeYolo(image, labelled, classes);
  assert.equal(await yolo.classes.text(), `${named.join("\n")}\n`);
  const entries = await readZip(
    await ANNOTATION_FORMATS.bundle.write(image, labelled, { classes }),
  );
  const [, bundled] = [...entries].find(([name]) => name.endsWith("classes.txt")) ?? [];
  assert.equal(String(bundled), `${named.join("\n")}\n`);
});
