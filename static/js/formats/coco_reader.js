/**
 * Reading COCO JSON, our own or another's: the objects of one of its pictures. Mirrors
 * `sam/formats/coco_reader.py`. SA-1B JSON and lists of results are made such a document first.
 *
 * @import { Importer } from "./imported.js"
 * @import { ImageEntry } from "./records.js"
 * @import { Reading } from "./reading_report.js"
 * @import { Corners } from "./turning.js"
 *
 * @typedef {object} Choices
 * @property {string} [picture] what the file calls the picture, where a ChoiceError asked for it
 * @property {number} [turn] degrees clockwise by which the file's picture is turned to be this one
 */

import { insideRuns } from "../masks/rle.js";
import { fitting } from "./annotation_faults.js";
import { NO_LABEL } from "./categories.js";
import { shown } from "./faults.js";
import { byValue, calledBy } from "./identities.js";
import { isObject } from "./imported.js";
import { ofName } from "./picture_names.js";
import { ChoiceError } from "./reading_report.js";
import { areaOf, areFractions, isNothing, maskOf, numberOf, parsedText } from "./shapes.js";
import { turnedBox, turnedMask } from "./turning.js";

const MOST_NAMED = 3;
const MOST_FIELDS = 5;
const MOST_OFFERED = 200;
/** Kinds whose `area` is the mask's pixels: another number is a sign of damage. */
const COUNTED = new Set(["sa1b", "amg"]);
/** Kinds whose coordinates are pixels, and are fractions of the sides where somebody erred. */
const IN_PIXELS = new Set(["coco", "coco_results"]);
/** Fields that have a picture's name where `file_name` has none, the first that is there. */
const NAMES = ["filename", "path", "coco_url", "url", "name"];
/** Fields of an object that are read; others are named in a note. */
const READ = new Set(
  (
    "id image_id category_id segmentation area bbox iscrowd label unread read_otherwise uuid name " +
    "predicted_iou stability_score point_coords crop_box"
  ).split(" "),
);

/** @typedef {Record<string, any>} Found */

/**
 * What the file has for the picture that fits, in the file's order: the file's only one, else the
 * one with the same name by the strictest form that fits any, else the only one of the same size.
 * Ids are compared by value. A category called "object" is no label.
 *
 * @param {Found} document the parsed file, with `images`
 * @param {string} kind
 * @param {ImageEntry} image that the annotations are for
 * @param {{ name: string, inside: string }} names of the file, at a sentence's start and within
 * @param {Importer} importer
 * @param {Choices} choices
 * @returns {Reading}
 * @throws {RangeError} no picture fits, the one that fits has another size or no object in the file,
 *   or none of its objects can be read; a ChoiceError where a choice helps
 */
export function cocoReading(document, kind, image, names, importer, choices) {
  const { images, annotations, categories } = listsOf(document, names.name);
  /** @type {Reading} */
  const reading = { kind, annotations: [], boxes: [], skipped: [], notes: [] };
  const note = (/** @type {string} */ text) => {
    if (!reading.notes.includes(text)) reading.notes.push(text);
  };
  const skip = (/** @type {string} */ id, /** @type {string} */ reason) =>
    reading.skipped.push({ id, reason });
  const chosen = choose(images, image, names.name, choices.picture);
  const turn = turnOf(chosen, image, names.name, choices.turn);
  noteName(chosen, images.length, image, names.inside, note);
  const size =
    turn === 0
      ? { width: image.width, height: image.height }
      : { width: image.height, height: image.width };
  /** @type {Map<string, unknown>} */
  const labels = new Map(categories.map((each) => [byValue(each.id), each.name]));
  const ids = images.map(idOf);
  const distinct = new Set(ids.map(byValue)).size === new Set(ids.map(shown)).size;
  const same = distinct ? byValue : shown;
  const own = same(idOf(chosen));
  const known = new Set(ids.map(same));
  noteSharing(
    images.filter((each) => same(idOf(each)) === own),
    chosen,
    names.name,
    note,
  );
  /** @type {Map<string, number>} */
  const elsewhere = new Map();
  /** @type {Map<string, number>} */
  const lost = new Map();
  const count = (/** @type {Map<string, number>} */ where, /** @type {unknown} */ id) =>
    where.set(shown(id), (where.get(shown(id)) ?? 0) + 1);
  /** @type {[number, unknown][]} */
  const objects = [];
  for (const [i, found] of annotations.entries()) {
    const alone = images.length === 1 && isObject(found) && (found.image_id ?? null) === null;
    const about = isObject(found) && !alone ? same(found.image_id ?? null) : own;
    if (about === own) objects.push([i, found]);
    else count(elsewhere, /** @type {Found} */ (found).image_id);
    if (!known.has(about)) count(lost, /** @type {Found} */ (found).image_id);
  }
  const all = (/** @type {string} */ field) =>
    IN_PIXELS.has(kind) &&
    allFractions(objects.flatMap(([, each]) => (isObject(each) ? [each[field]] : [])));
  const fractions = all("segmentation");
  const boxesAreFractions = all("bbox");
  if (fractions || boxesAreFractions) {
    note(
      `The ${fractions ? "corners" : "boxes"} in ${names.inside} are all from 0 to 1; they are read ` +
        "as fractions of the picture's sides.",
    );
  }
  for (const [i, found] of objects) {
    if (!isObject(found)) {
      skip(`#${i + 1}`, `is ${shown(found)}; expected an object`);
      continue;
    }
    const whose = calledBy(found, i + 1);
    if (typeof found.unread === "string") {
      skip(whose, `is ${found.unread}, which is not read`);
      continue;
    }
    const label = labelOf(found, labels, whose, note);
    if (typeof found.read_otherwise === "string") note(`Object ${whose} ${found.read_otherwise}.`);
    const box = boxOf(found.bbox, size, boxesAreFractions);
    if (isNothing(found.segmentation)) {
      if (box) reading.boxes.push({ id: whose, label, box: turnedBox(box, size, turn) });
      else {
        const reason = `has segmentation ${shown(found.segmentation)} and bbox ${shown(found.bbox)}`;
        skip(whose, `${reason}; expected a mask, or a box in the picture`);
      }
      continue;
    }
    const read = maskOf(found.segmentation, size, fractions);
    if ("wrong" in read) {
      if (box && Array.isArray(found.segmentation)) {
        note(`Object ${whose} ${read.wrong}; its box is offered.`);
        reading.boxes.push({ id: whose, label, box: turnedBox(box, size, turn) });
      } else skip(whose, read.wrong);
      continue;
    }
    const said = COUNTED.has(kind) ? numberOf(found.area) : null;
    const pixels = areaOf(insideRuns(read.mask));
    if (said !== null && said !== pixels) {
      read.notes.push(`has area ${shown(said)}; its mask has ${pixels} pixels`);
    }
    for (const text of read.notes) note(`Object ${whose} ${text}.`);
    const { point_coords, crop_box, ...rest } = found;
    const mask = turnedMask(read.mask, turn);
    reading.annotations.push(importer(turn === 0 ? found : rest, label, mask, whose));
  }
  checkAny(reading, elsewhere, chosen, image, names, note);
  noteUnread(
    objects.flatMap(([, each]) => (isObject(each) ? [each] : [])),
    names.inside,
    note,
  );
  if (lost.size > 0) {
    const total = [...lost.values()].reduce((sum, each) => sum + each, 0);
    const some = [...lost.keys()].slice(0, MOST_NAMED).join(", ");
    note(
      `Objects of no picture in ${names.inside}: ${total}, with image_id ${some}` +
        `${lost.size > MOST_NAMED ? ", …" : ""}; they are not read.`,
    );
  }
  return reading;
}

/**
 * @param {Found} document
 * @param {string} name
 */
function listsOf({ images, annotations, categories }, name) {
  for (const [key, found] of Object.entries({ images, annotations })) {
    if (Array.isArray(found)) continue;
    throw new RangeError(`${name} has ${key} ${shown(found)}; expected a list of objects.`);
  }
  const listed = isObject(categories)
    ? Object.entries(categories).map(([id, text]) => ({ id, name: text })) // {"18": "dog"}
    : categories || [];
  if (!Array.isArray(listed)) {
    throw new RangeError(`${name} has categories ${shown(listed)}; expected a list of objects.`);
  }
  return {
    images: /** @type {Found[]} */ (images.filter(isObject).map(titled)),
    annotations: /** @type {unknown[]} */ (annotations),
    categories: /** @type {Found[]} */ (listed.filter(isObject)),
  };
}

/**
 * @param {Found[]} images
 * @param {ImageEntry} image
 * @param {string} name
 * @param {string | undefined} picture
 * @returns {Found}
 */
function choose(images, { width, height, file_name }, name, picture) {
  if (images.length === 0) throw new RangeError(`${name} is about no picture; expected one.`);
  const named = distinctOf(ofName(images, file_name));
  const sized = distinctOf(
    images.filter((each) => numberOf(each.width) === width && numberOf(each.height) === height),
  );
  if (picture !== undefined) {
    const asked = distinctOf(
      images.filter((each) => titleOf(each) === picture || each.file_name === picture),
    );
    if (asked.length === 1) return asked[0];
    throw new ChoiceError(
      `${name} has ${asked.length} pictures called ${shown(picture)}; expected one of ${some(images)}.`,
      { pictures: images.slice(0, MOST_OFFERED).map(titleOf) },
    );
  }
  if (images.length === 1) return images[0];
  const known = new Set(sized);
  const both = named.filter((each) => known.has(each));
  const fits = named.length === 1 ? named : named.length > 1 ? both : sized;
  if (fits.length === 1) return fits[0];
  const offered = fits.length > 0 ? fits : named.length > 0 ? named : images;
  throw new ChoiceError(
    `${name} is about ${images.length} pictures (${some(images)}), ` +
      `${named.length} called ${shown(file_name)} and ${sized.length} of ${width}x${height} ` +
      `pixels; expected one that fits this picture, or that ${some(offered)} is chosen.`,
    { pictures: offered.slice(0, MOST_OFFERED).map(titleOf) },
  );
}

/** @param {Found} entry with a name, where another field has it, as LVIS' files have an address */
function titled(entry) {
  if (typeof entry.file_name === "string") return entry;
  const key = NAMES.find((name) => typeof entry[name] === "string");
  return key ? { ...entry, file_name: entry[key] } : entry;
}

/** @param {Found} each a picture's id; one that has none is called by its name */
const idOf = ({ id, file_name }) => id ?? file_name ?? null;

/** @param {readonly Found[]} entries without those that say the same again, as in merged files */
function distinctOf(entries) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  for (const each of entries) {
    const key = JSON.stringify([titleOf(each), numberOf(each.width), numberOf(each.height)]);
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()];
}

/**
 * What the file has under one id.
 *
 * @param {readonly Found[]} entries pictures with the chosen one's id
 * @param {Found} chosen
 * @param {string} name
 * @param {(text: string) => void} note
 */
function noteSharing(entries, chosen, name, note) {
  const called = (/** @type {Found} */ { file_name }) =>
    typeof file_name === "string" ? file_name : "?";
  const others = new Set(entries.map(called));
  others.delete(called(chosen));
  if (others.size === 0) return;
  const some = [...others].slice(0, MOST_NAMED).map(shown).join(", ");
  note(
    `${name} gives its picture's id, ${shown(idOf(chosen))}, to ${some}` +
      `${others.size > MOST_NAMED ? ", …" : ""} too; the objects of that id are read, whichever of ` +
      "these pictures they are of.",
  );
}

/**
 * Which fields of objects were not read, and how many are marked as crowds.
 *
 * @param {readonly Found[]} objects
 * @param {string} inside
 * @param {(text: string) => void} note
 */
function noteUnread(objects, inside, note) {
  /** @type {Set<string>} */
  const fields = new Set();
  let crowds = 0;
  for (const found of objects) {
    for (const [key, value] of Object.entries(found)) {
      if (!READ.has(key) && isSomething(value)) fields.add(key);
    }
    if (numberOf(found.iscrowd) === 1) crowds++;
  }
  if (fields.size > 0) {
    const some = [...fields].map(shown).slice(0, MOST_FIELDS).join(", ");
    const more = fields.size > MOST_FIELDS ? ", …" : "";
    note(`Not read of the objects in ${inside}: ${some}${more}.`);
  }
  if (crowds > 0) {
    note(`Marked as crowds (iscrowd): ${crowds} of the objects; each is read as one object.`);
  }
}

/** @param {unknown} value whether a field holds anything: no 0, false, null, empty text or list */
const isSomething = (value) =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);

/**
 * Whether every coordinate is from 0 to 1, and some lie between.
 *
 * @param {readonly unknown[]} values
 */
function allFractions(values) {
  const found = values.map(areFractions);
  return found.includes(true) && !found.includes(false);
}

/** @param {Found} each what a person chooses it by: name and id, as names need not differ */
const titleOf = ({ file_name, id }) =>
  `${typeof file_name === "string" ? file_name : "?"} (${shown(id)})`;

/** @param {readonly Found[]} images */
const some = (images) =>
  [
    ...images.slice(0, MOST_NAMED).map((each) => shown(each.file_name)),
    ...(images.length > MOST_NAMED ? ["…"] : []),
  ].join(", ");

/**
 * By how much to turn: 0 where the sizes agree, or where the file has none.
 *
 * @param {Found} chosen
 * @param {ImageEntry} image
 * @param {string} name
 * @param {number | undefined} turn
 */
function turnOf(chosen, image, name, turn) {
  if (turn !== undefined && ![0, 90, 270].includes(turn)) {
    throw new RangeError(`turn is ${shown(turn)}; expected 0, 90 or 270 degrees clockwise.`);
  }
  const [width, height] = [numberOf(chosen.width), numberOf(chosen.height)];
  const [across, down] = [width || image.width, height || image.height];
  const swapped = across === image.height && down === image.width;
  if (turn === 90 || turn === 270) {
    if (swapped || !(width && height)) return turn;
  } else if (across === image.width && down === image.height) return 0;
  const about = `${name} is about a picture of ${shown(width)}x${shown(height)} pixels`;
  if (swapped && turn === undefined) {
    throw new ChoiceError(
      `${about}; this picture has ${image.width}x${image.height}, which is the same lying on its ` +
        "side: it was probably annotated without its EXIF orientation. Choose whether to turn " +
        "the objects by 90 or 270 degrees clockwise.",
      { turns: [90, 270] },
    );
  }
  throw new RangeError(`${about}; expected this picture's ${image.width}x${image.height}.`);
}

/**
 * @param {Found} chosen
 * @param {number} pictures
 * @param {ImageEntry} image
 * @param {string} inside
 * @param {(text: string) => void} note
 */
function noteName({ file_name }, pictures, image, inside, note) {
  if (typeof file_name !== "string" || file_name === "") return;
  if (ofName([{ file_name }], image.file_name).length > 0) return;
  note(
    `The picture in ${inside} is called ${shown(file_name)}; it is read for ` +
      `${shown(image.file_name)}, ` +
      (pictures === 1 ? "as there is no other." : "which has its size."),
  );
}

/**
 * @param {Found} found
 * @param {Map<string, unknown>} labels by category id
 * @param {string} whose
 * @param {(text: string) => void} note
 * @returns {string}
 */
function labelOf({ label, category_id }, labels, whose, note) {
  const own = textOf(label);
  if (own !== null) return own;
  const known = textOf(labels.get(byValue(category_id ?? null)));
  if (known !== null) return known === NO_LABEL ? "" : known;
  if (category_id === undefined || category_id === null) return "";
  note(`Object ${whose} has category ${shown(category_id)}, which has no name; it is its label.`);
  return textOf(category_id) ?? "";
}

/**
 * A label, also where it is a number.
 *
 * @param {unknown} found
 * @returns {string | null} null where it is neither
 */
function textOf(found) {
  const label = typeof found === "number" ? shown(found) : found;
  return typeof label === "string" && "label" in fitting({ label }) ? label : null;
}

/**
 * [x, y, width, height] as corners, clipped to the picture.
 *
 * @param {unknown} found
 * @param {{ width: number, height: number }} size
 * @param {boolean} fractions
 * @returns {Corners | null}
 */
function boxOf(found, size, fractions) {
  const sides = parsedText(found);
  if (!Array.isArray(sides) || sides.length !== 4) return null;
  const numbers = sides.map(numberOf);
  if (numbers.some((each) => each === null)) return null;
  const [across, down] = fractions ? [size.width, size.height] : [1, 1];
  const [x, y, width, height] = numbers.map((at, i) => Number(at) * (i % 2 === 0 ? across : down));
  if (width <= 0 || height <= 0) return null;
  /** @type {Corners} */
  const box = [
    Math.max(x, 0),
    Math.max(y, 0),
    Math.min(x + width, size.width),
    Math.min(y + height, size.height),
  ];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

/**
 * A file of which nothing can be read is no success.
 *
 * @param {Reading} reading
 * @param {Map<string, number>} elsewhere
 * @param {Found} chosen
 * @param {ImageEntry} image
 * @param {{ name: string, inside: string }} names
 * @param {(text: string) => void} note
 */
function checkAny(reading, elsewhere, chosen, image, { name, inside }, note) {
  if (reading.annotations.length > 0 || reading.boxes.length > 0) return;
  const [first, ...rest] = reading.skipped;
  if (first) {
    const more = rest.length > 0 ? ` (and ${rest.length} more)` : "";
    throw new RangeError(
      `Object ${first.id} in ${inside} ${first.reason}${more}; no object could be read.`,
    );
  }
  if (elsewhere.size > 0) {
    const ids = [...elsewhere.keys()].slice(0, MOST_NAMED).join(", ");
    const { file_name } = chosen;
    const called = typeof file_name === "string" && file_name ? file_name : image.file_name;
    const count = [...elsewhere.values()].reduce((sum, each) => sum + each, 0);
    throw new RangeError(
      `${name} has no object of ${shown(called)} (its id is ` +
        `${shown(chosen.id)}): its ${count} objects are of image_id ` +
        `${ids}${elsewhere.size > MOST_NAMED ? ", …" : ""}.`,
    );
  }
  note(`${name} has no object of this picture.`);
}
