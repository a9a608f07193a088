/**
 * Annotations out of files, held to what `sam.formats.read_annotations` gives (`imports.json`).
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readAnnotations } from "../../../static/js/formats/annotations_reader.js";
import { writeBundle } from "../../../static/js/formats/bundle.js";
import { pointerOf, RecordError } from "../../../static/js/formats/faults.js";
import { vectors } from "../vectors.js";
import { readZip } from "../zip_reader.js";

for (const vector of vectors("imports")) {
  const { name, image, created, document, annotations, sentence, faults } = vector;
  test(`a file for a picture: ${name}`, () => {
    let count = 0;
    const newId = () => `00000000-0000-4000-9000-${String(++count).padStart(12, "0")}`;
    const read = () => readAnnotations(JSON.stringify(document), image, { created, newId });
    if (faults) {
      assert.throws(read, (/** @type {RecordError} */ error) => {
        assert.deepEqual(
          error.faults.map(({ code, path }) => [code, pointerOf(path)]),
          faults,
        );
        return error instanceof RecordError;
      });
    } else if (sentence) assert.throws(read, { name: "RangeError", message: sentence });
    else assert.deepEqual(read(), annotations);
  });
}

test("what a bundle holds comes back", async () => {
  const { image, annotations } = vectors("annotations")[0];
  const files = await readZip(await writeBundle(image, annotations, { shapes: "polygons" }));
  for (const name of ["annotations.json", "coco.json", "sa1b.json"]) {
    const read = readAnnotations(String(files.get(name)), image);
    assert.deepEqual(
      read.map(({ id, name, label, segmentation }) => ({ id, name, label, segmentation })),
      annotations.map((/** @type {any} */ { id, name, label, segmentation }) => ({
        id,
        name,
        label,
        segmentation,
      })),
    );
  }
});

test("imported ones name their picture where it is known", () => {
  const { image, document } = vectors("imports").find(({ name }) => name === "uncompressed RLE");
  const sha256 = "5e".repeat(32);
  const [found] = readAnnotations(JSON.stringify(document), { ...image, sha256 });
  assert.deepEqual(found.picture, { id: sha256, file_name: image.file_name });
  assert.equal("picture" in readAnnotations(JSON.stringify(document), image)[0], false);
});

test("ids and times are made where a file has none", () => {
  const { image, document } = vectors("imports").find(({ name }) => name === "uncompressed RLE");
  const [first] = readAnnotations(JSON.stringify(document), image);
  const [second] = readAnnotations(JSON.stringify(document), image);
  assert.match(first.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(first.id, second.id);
  assert.ok(Math.abs(Date.now() - Date.parse(first.created)) < 60_000);
});

test("what is no JSON is told, by the file's name", () => {
  const { image } = vectors("imports")[0];
  const read = (/** @type {string} */ text) => () =>
    readAnnotations(text, image, { name: "dog.json" });
  const expected = "expected annotations.json, COCO JSON or SA-1B JSON.";
  assert.throws(read('{"images": ['), { message: `dog.json is no JSON or cut off; ${expected}` });
  assert.throws(read("[1]"), { message: `dog.json holds [1]; ${expected}` });
  assert.throws(read('{"images": [], "annotations": []}'), {
    message: "dog.json is about no picture; expected one.",
  });
});
