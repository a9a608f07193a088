/**
 * Reading annotations for a picture: annotations.json, COCO JSON, SA-1B JSON, COCO's lists of
 * results and amg.py's masks. Other tools' files are the server's to read
 * (`docs/adr/0043-files-of-other-tools.md`). Mirrors `sam/formats/annotations_reader.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { Choices } from "./coco_reader.js"
 * @import { Fault } from "./faults.js"
 * @import { ImageEntry } from "./records.js"
 * @import { Reading } from "./reading_report.js"
 */

import { VERSION } from "./annotation.js";
import { faultsOf } from "./annotation_faults.js";
import { cocoReading } from "./coco_reader.js";
import { fault, RecordError, shown } from "./faults.js";
import { byValue } from "./identities.js";
import { createImporter, isObject } from "./imported.js";
import { parsedJson } from "./json_text.js";
import { OtherKindError } from "./reading_report.js";

export const EXPECTED =
  "expected annotations.json, COCO JSON, SA-1B JSON, or a file of CVAT, Label Studio, LabelMe, " +
  "VIA, Pascal VOC, YOLO or GeoJSON";

const MOST_CALLED = 60;

/**
 * What a file has for a picture: annotations, boxes, and what was left out and why. The annotations
 * of annotations.json come back as they were. From other files their source is `import`; what our
 * own files hold beside the schema comes back too.
 *
 * @param {string} text the file's
 * @param {ImageEntry} image the picture that they are for
 * @param {{ name?: string, created?: string } & Choices} [options] `name` of the file in errors; the
 *   time that imported annotations have (now)
 * @returns {Reading}
 * @throws {RangeError} a damaged file, one about another picture, or one of whose objects none can
 *   be read; the sentence says what was found. A ChoiceError where a choice helps, an OtherKindError
 *   for a file of another kind, a RecordError for annotations.json without a record that is one
 */
export function readReport(text, image, options = {}) {
  const { name = "The file", created = new Date().toISOString(), ...choices } = options;
  const names = { name, inside: name === "The file" ? "the file" : name };
  // Only what begins as an object or a list is JSON of annotations.
  if (!/^[\ufeff\s]*[[{]/.test(text)) throw new OtherKindError(`${name} is no JSON; ${EXPECTED}.`);
  const document = parsedJson(text, name, EXPECTED);
  const importer = createImporter(image, created);
  const [kind, coco] = recognised(document, image, name);
  if (coco === null) return own(/** @type {Record<string, any>} */ (document), image, names);
  return cocoReading(coco, kind, image, names, importer, choices);
}

/**
 * The kind of a file, and a document of COCO's kind; null for annotations.json.
 *
 * @param {any} document
 * @param {ImageEntry} image
 * @param {string} name
 * @returns {[string, Record<string, any> | null]}
 * @throws {RangeError} another kind
 */
function recognised(document, image, name) {
  const has = (/** @type {string} */ key) => isObject(document) && Object.hasOwn(document, key);
  if (has("image") && has("version")) return ["annotations", null];
  if (has("image") && has("annotations")) return ["sa1b", ofSa1b(document, name)];
  const panoptic =
    has("annotations") &&
    Object.values(document.annotations ?? []).some(
      (each) => isObject(each) && Object.hasOwn(each, "segments_info"),
    );
  if (has("images") && !panoptic) return ["coco", document];
  const listed = (/** @type {string} */ key) =>
    Array.isArray(document) && document.some((each) => isObject(each) && Object.hasOwn(each, key));
  // Label Studio's and QuPath's lists have neither.
  if (listed("image_id") && !listed("annotations"))
    return ["coco_results", ofResults(document, image)];
  if (listed("segmentation")) return ["amg", { images: [{ id: 0 }], annotations: document }];
  const found = isObject(document)
    ? Object.keys(document).slice(0, 5).map(shown).join(", ")
    : shown(document);
  throw new OtherKindError(`${name} holds ${found || "nothing"}; ${EXPECTED}.`);
}

/**
 * @param {Record<string, any>} document
 * @param {string} name
 */
function ofSa1b({ image, annotations }, name) {
  if (!isObject(image) || !Array.isArray(annotations)) {
    throw new RangeError(`${name} has no image or no annotations; ${EXPECTED}.`);
  }
  const { width, height, file_name } = image;
  return {
    images: [{ id: 0, width, height, file_name }],
    annotations: annotations.map((each) =>
      isObject(each) ? { ...each, image_id: 0 } : { unread: shown(each) },
    ),
  };
}

/**
 * A list of results says its pictures' ids only: this picture's number, or one in its name.
 *
 * @param {unknown[]} found
 * @param {ImageEntry} image
 */
function ofResults(found, { image_id, file_name }) {
  const ids = new Set(found.flatMap((each) => (isObject(each) ? [byValue(each.image_id)] : [])));
  return {
    images: [...ids].map((id) => ({
      id: /^-?[0-9]+$/.test(id) ? Number(id) : id,
      file_name: id === String(image_id) ? file_name : id,
    })),
    annotations: found,
  };
}

/**
 * @param {Record<string, any>} document
 * @param {ImageEntry} image
 * @param {{ name: string, inside: string }} names
 * @returns {Reading}
 */
function own(document, image, { name, inside }) {
  const { version, annotations } = document;
  if (version !== VERSION) {
    throw new RangeError(`${name} has version ${shown(version)}; expected ${VERSION}.`);
  }
  if (!isObject(document.image) || !Array.isArray(annotations)) {
    throw new RangeError(`${name} has no image or no annotations; ${EXPECTED}.`);
  }
  const { width, height } = document.image;
  if (width !== image.width || height !== image.height) {
    throw new RangeError(
      `${name} is about a picture of ${shown(width)}x${shown(height)} pixels; ` +
        `expected this picture's ${image.width}x${image.height}.`,
    );
  }
  /** @type {Reading} */
  const reading = { kind: "annotations", annotations: [], boxes: [], skipped: [], notes: [] };
  /** @type {Set<string>} */
  const taken = new Set();
  /** @type {Fault[]} */
  const faults = [];
  let first = "";
  for (const [i, each] of annotations.entries()) {
    const wrong = faultsOfOne(each, image, taken);
    if (wrong.length === 0) {
      taken.add(each.id);
      reading.annotations.push(/** @type {Annotation} */ (each));
      continue;
    }
    first ||= `Annotation ${i + 1} in ${inside}`;
    faults.push(...wrong.map((one) => ({ ...one, path: ["annotations", i, ...one.path] })));
    const id = isObject(each) && typeof each.id === "string" ? each.id : "";
    reading.skipped.push({
      id: id !== "" && [...id].length <= MOST_CALLED ? id : `#${i + 1}`,
      reason: wrong
        .slice(0, 3)
        .map(({ sentence }) => sentence)
        .join("; "),
    });
  }
  if (faults.length > 0 && reading.annotations.length === 0) throw new RecordError(first, faults);
  return reading;
}

/**
 * @param {any} found
 * @param {ImageEntry} image
 * @param {Set<string>} taken ids of those before it
 * @returns {Fault[]}
 */
function faultsOfOne(found, { width, height }, taken) {
  const faults = faultsOf(found);
  if (faults.length > 0) return faults;
  const { size } = found.segmentation;
  if (size[0] !== height || size[1] !== width) {
    const expected = `this picture's ${shown([height, width])}`;
    faults.push(fault("size", ["segmentation", "size"], found, expected));
  }
  if (taken.has(found.id)) faults.push(fault("twice", ["id"], found, "no id twice"));
  return faults;
}
