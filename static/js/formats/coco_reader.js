/**
 * Reading COCO JSON, our own or another's: the annotations of one of its images. Mirrors
 * `sam/formats/coco_reader.py`.
 *
 * @import { Rle } from "../masks/rle.js"
 * @import { Annotation } from "./annotation.js"
 * @import { Importer } from "./imported.js"
 * @import { ImageEntry } from "./records.js"
 */

import { fillPolygons } from "../masks/polygons.js";
import { rleOfRuns } from "../masks/rle.js";
import { fitting } from "./annotation_faults.js";
import { NO_LABEL } from "./categories.js";
import { shown } from "./faults.js";
import { checkSize, isObject } from "./imported.js";

const MOST_NAMED = 3;

/**
 * The annotations of the image that fits, in the file's order: the file's only one, else the one
 * with the same file name, else the only one of the same size. A category called "object" is no
 * label.
 *
 * @param {Record<string, any>} document the parsed file, with `images`
 * @param {ImageEntry} image that the annotations are for
 * @param {string} name of the file, for errors
 * @param {string} inside the same within a sentence
 * @param {Importer} importer
 * @returns {Annotation[]}
 * @throws {RangeError} no image fits, or a mask does not
 */
export function cocoAnnotations(document, image, name, inside, importer) {
  const { images, annotations, categories = [] } = document;
  for (const [key, found] of Object.entries({ images, annotations, categories })) {
    if (Array.isArray(found) && found.every(isObject)) continue;
    throw new RangeError(`${name} has ${key} ${shown(found)}; expected a list of objects.`);
  }
  const chosen = choose(images, image, name);
  checkSize(name, chosen, image);
  /** @type {Map<unknown, unknown>} */
  const labels = new Map(
    categories.map((/** @type {Record<string, any>} */ each) => [each.id, each.name]),
  );
  return annotations.flatMap(
    (/** @type {Record<string, any>} */ found, /** @type {number} */ i) => {
      if (found.image_id !== chosen.id) return [];
      const mask = maskOf(found.segmentation, image);
      const label = labelOf(found, labels);
      const whose = `Annotation ${i + 1} in ${inside}`;
      if (mask === null) {
        throw new RangeError(
          `${whose} has segmentation ${shown(found.segmentation)}; expected polygons in the ` +
            `picture, or an RLE of size ${shown([image.height, image.width])}.`,
        );
      }
      if (label === null) {
        throw new RangeError(
          `${whose} has category_id ${shown(found.category_id)}; expected one of the file's categories.`,
        );
      }
      return [importer(found, label, mask)];
    },
  );
}

/**
 * @param {Record<string, any>[]} images
 * @param {ImageEntry} image
 * @param {string} name
 * @returns {Record<string, any>}
 */
function choose(images, { width, height, file_name }, name) {
  if (images.length === 0) throw new RangeError(`${name} is about no picture; expected one.`);
  if (images.length === 1) return images[0];
  const called = images.filter((each) => bare(each.file_name) === bare(file_name));
  const sized = images.filter((each) => each.width === width && each.height === height);
  const both = called.filter((each) => sized.includes(each));
  const fitting = called.length === 1 ? called : called.length > 1 ? both : sized;
  if (fitting.length === 1) return fitting[0];
  const names = images.slice(0, MOST_NAMED).map((each) => shown(each.file_name));
  const more = images.length > MOST_NAMED ? ["…"] : [];
  throw new RangeError(
    `${name} is about ${images.length} pictures (${[...names, ...more].join(", ")}), ` +
      `${called.length} called ${shown(file_name)} and ${sized.length} of ${width}x${height} ` +
      "pixels; expected one that fits this picture.",
  );
}

/**
 * A file name without folders; accents as one character, which systems do not agree on.
 *
 * @param {unknown} fileName
 */
function bare(fileName) {
  const text = typeof fileName === "string" ? fileName : "";
  return (text.split(/[\\/]/).at(-1) ?? "").normalize("NFC");
}

/**
 * @param {Record<string, any>} found
 * @param {Map<unknown, unknown>} labels by category id
 * @returns {string | null} null where the file has no such category
 */
function labelOf(found, labels) {
  if (labels.size === 0 || hasLabel(found.label)) return "";
  const label = labels.get(found.category_id);
  if (!hasLabel(label)) return null;
  return label === NO_LABEL ? "" : label;
}

/** @param {unknown} label @returns {label is string} */
const hasLabel = (label) => "label" in fitting({ label });

/**
 * @param {any} found
 * @param {ImageEntry} image
 * @returns {Rle | null} null where it is no mask of the image
 */
function maskOf(found, image) {
  if (Array.isArray(found)) {
    const good = found.length > 0 && found.every((each) => isPolygon(each, image));
    return good ? fillPolygons(found, image) : null;
  }
  if (!isObject(found) || !Array.isArray(found.size)) return null;
  if (found.size[0] !== image.height || found.size[1] !== image.width) return null;
  /** @type {[number, number]} */
  const size = [image.height, image.width];
  if (!Array.isArray(found.counts)) {
    const mask = { size, counts: found.counts };
    return fitting({ segmentation: mask }).segmentation ?? null;
  }
  if (!found.counts.every((run) => Number.isInteger(run) && run >= 0)) return null;
  const pixels = found.counts.reduce((sum, run) => sum + run, 0);
  return pixels === image.width * image.height ? rleOfRuns(found.counts, size) : null;
}

/**
 * Three corners at least, none further outside the picture than its width or height.
 *
 * @param {unknown} found
 * @param {ImageEntry} image
 */
function isPolygon(found, { width, height }) {
  if (!Array.isArray(found) || found.length < 6 || found.length % 2 === 1) return false;
  return found.every((at, i) => {
    const side = i % 2 === 0 ? width : height;
    return Number.isFinite(at) && at >= -side && at <= 2 * side;
  });
}
