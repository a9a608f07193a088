/**
 * Annotations out of files, held to what `sam.formats.read_report` gives (`imports.json`).
 *
 * @import { ChoiceError } from "../../../static/js/formats/reading_report.js"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { EXPECTED, readReport } from "../../../static/js/formats/annotations_reader.js";
import { writeBundle } from "../../../static/js/formats/bundle.js";
import { pointerOf, RecordError } from "../../../static/js/formats/faults.js";
import { textOf } from "../../../static/js/formats/json_text.js";
import { OtherKindError } from "../../../static/js/formats/reading_report.js";
import { vectors } from "../vectors.js";
import { readZip } from "../zip_reader.js";

const OURS = new Set(["annotations", "sa1b", "coco", "coco_results", "amg"]);

for (const vector of vectors("imports")) {
  const { name, image, created, document, picture, turn, reading, sentence, faults } = vector;
  test(`a file for a picture: ${name}`, () => {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    const read = () => readReport(text, image, { created, picture, turn });
    if (faults) {
      assert.throws(read, (/** @type {RecordError} */ error) => {
        assert.deepEqual(
          error.faults.map(({ code, path }) => [code, pointerOf(path)]),
          faults,
        );
        return error instanceof RecordError;
      });
    } else if (reading && !OURS.has(reading.kind)) assert.throws(read, OtherKindError);
    else if (sentence) {
      assert.throws(read, (/** @type {ChoiceError} */ error) => {
        assert.equal(error.message, sentence);
        assert.deepEqual(error.pictures, vector.pictures);
        assert.deepEqual(error.turns, vector.turns);
        return error instanceof RangeError;
      });
    } else assert.deepEqual(read(), reading);
  });
}

test("what a bundle holds comes back", async () => {
  const { image, annotations } = vectors("annotations")[0];
  const files = await readZip(await writeBundle(image, annotations, { shapes: "polygons" }));
  for (const name of ["annotations.json", "coco.json", "sa1b.json"]) {
    const read = readReport(String(files.get(name)), image).annotations;
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
  const [found] = readReport(JSON.stringify(document), { ...image, sha256 }).annotations;
  assert.deepEqual(found.picture, { id: sha256, file_name: image.file_name });
  const [plain] = readReport(JSON.stringify(document), image).annotations;
  assert.equal("picture" in plain, false);
});

test("ids and times are made where a file has none, the same ids each time", () => {
  const { image, document } = vectors("imports").find(({ name }) => name === "uncompressed RLE");
  document.annotations.push({ ...document.annotations[0] });
  const read = () => readReport(JSON.stringify(document), image).annotations;
  const [first, twin] = read();
  assert.match(first.id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(first.id, twin.id);
  assert.deepEqual(
    read().map(({ id }) => id),
    [first.id, twin.id],
  );
  assert.ok(Math.abs(Date.now() - Date.parse(first.created)) < 60_000);
});

test("what is no JSON is told, by the file's name and the place", () => {
  const { image } = vectors("imports")[0];
  const read = (/** @type {string} */ text) => () => readReport(text, image, { name: "dog.json" });
  assert.throws(read('{"images": [\n {"id"}]'), {
    message: `dog.json is no JSON or cut off (line 2, column 7); ${EXPECTED}.`,
  });
  assert.throws(read('{"images": ['), {
    message: `dog.json is no JSON or cut off (line 1, column 13); ${EXPECTED}.`,
  });
  assert.throws(read("[1]"), { message: `dog.json holds [1]; ${EXPECTED}.` });
  assert.throws(read("<annotations/>"), OtherKindError);
  assert.throws(read('{"images": [], "annotations": []}'), {
    message: "dog.json is about no picture; expected one.",
  });
});

test("a file's text is UTF-8 or says that it is UTF-16", () => {
  const bytes = (/** @type {number[]} */ ...all) => Uint8Array.from(all).buffer;
  assert.equal(textOf(bytes(0xef, 0xbb, 0xbf, 0x7b)), "{");
  assert.equal(textOf(bytes(0xff, 0xfe, 0x7b, 0)), "{");
  assert.equal(textOf(bytes(0xfe, 0xff, 0, 0x7b)), "{");
  assert.equal(textOf(bytes(0x7b, 0, 0x7d, 0)), "{}"); // without a mark
  assert.equal(textOf(bytes(0, 0x7b, 0, 0x7d)), "{}");
  assert.equal(textOf(bytes(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0)), null); // UTF-32 is the server's
  assert.equal(textOf(bytes(0x50, 0x4b, 0x03, 0xff)), null);
});
