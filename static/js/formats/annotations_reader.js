/**
 * Reading annotations for a picture, from annotations.json, COCO JSON or SA-1B JSON. Mirrors
 * `sam/formats/annotations_reader.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { Fault } from "./faults.js"
 * @import { ImageEntry } from "./records.js"
 */

import { randomUuid } from "../document/uuid.js";
import { VERSION } from "./annotation.js";
import { faultsOf } from "./annotation_faults.js";
import { cocoAnnotations } from "./coco_reader.js";
import { fault, RecordError, shown } from "./faults.js";
import { checkSize, createImporter, isObject } from "./imported.js";
import { sa1bAnnotations } from "./sa1b_reader.js";

const EXPECTED = "expected annotations.json, COCO JSON or SA-1B JSON";

/**
 * The annotations that a file has for a picture, in the file's order. Those of annotations.json come
 * back as they were. From COCO JSON and SA-1B JSON their source is `import`; what our own files hold
 * beside the schema comes back too.
 *
 * @param {string} text the file's
 * @param {ImageEntry} image the picture that they are for
 * @param {{ name?: string, created?: string, newId?: () => string }} [options] `name` of the file in
 *   errors; the time that imported annotations have (now); what gives ids to those without one
 * @returns {Annotation[]}
 * @throws {RangeError} another kind of file, a damaged one, or one about a picture of another size;
 *   the sentence says what was found. For annotations.json with records that are none it is a
 *   RecordError, which has every fault of all
 */
export function readAnnotations(text, image, options = {}) {
  const { name = "The file", created = new Date().toISOString(), newId = randomUuid } = options;
  const inside = name === "The file" ? "the file" : name;
  const document = parsed(text, name);
  const importer = createImporter(image, created, newId);
  const has = (/** @type {string} */ key) => Object.hasOwn(document, key);
  if (has("image") && has("version")) return own(document, image, name, inside);
  if (has("image") && has("annotations")) {
    const { annotations } = document;
    if (!isObject(document.image) || !Array.isArray(annotations)) {
      throw new RangeError(`${name} has no image or no annotations; ${EXPECTED}.`);
    }
    checkImage(document.image, image, name);
    return sa1bAnnotations(annotations, image, inside, importer);
  }
  if (has("images")) return cocoAnnotations(document, image, name, inside, importer);
  const keys = Object.keys(document).slice(0, 5).map(shown).join(", ") || "nothing";
  throw new RangeError(`${name} holds ${keys}; ${EXPECTED}.`);
}

/**
 * @param {string} text
 * @param {string} name
 * @returns {Record<string, any>}
 */
function parsed(text, name) {
  /** @type {unknown} */
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    throw new RangeError(`${name} is no JSON or cut off; ${EXPECTED}.`);
  }
  if (!isObject(document)) throw new RangeError(`${name} holds ${shown(document)}; ${EXPECTED}.`);
  return document;
}

/**
 * @param {Record<string, any>} document
 * @param {ImageEntry} image
 * @param {string} name
 * @param {string} inside
 */
function own(document, image, name, inside) {
  const { version, annotations } = document;
  if (version !== VERSION) {
    throw new RangeError(`${name} has version ${shown(version)}; expected ${VERSION}.`);
  }
  if (!isObject(document.image) || !Array.isArray(annotations)) {
    throw new RangeError(`${name} has no image or no annotations; ${EXPECTED}.`);
  }
  checkImage(document.image, image, name);
  /** @type {Set<string>} */
  const taken = new Set();
  /** @type {Fault[]} */
  const faults = [];
  let first = "";
  for (const [i, each] of annotations.entries()) {
    const whose = `Annotation ${i + 1} in ${inside}`;
    const wrong = faultsOfOne(each, image, taken);
    if (wrong.length > 0) first ||= whose;
    else taken.add(each.id);
    faults.push(...wrong.map((fault) => ({ ...fault, path: ["annotations", i, ...fault.path] })));
  }
  if (faults.length > 0) throw new RecordError(first, faults);
  return /** @type {Annotation[]} */ (annotations);
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

/**
 * @param {Record<string, any>} found what the file says of its image
 * @param {ImageEntry} image
 * @param {string} name
 */
function checkImage(found, image, name) {
  for (const side of ["width", "height"]) {
    if (Number.isSafeInteger(found[side]) && found[side] > 0) continue;
    throw new RangeError(
      `${name} gives the image's ${side} as ${shown(found[side])}; expected a whole number of pixels.`,
    );
  }
  if (!Number.isSafeInteger(found.image_id)) {
    const number = shown(found.image_id);
    throw new RangeError(`${name} gives the image_id as ${number}; expected a whole number.`);
  }
  if (typeof found.file_name !== "string") {
    throw new RangeError(
      `${name} gives the file_name as ${shown(found.file_name)}; expected text.`,
    );
  }
  checkSize(name, found, image);
}
