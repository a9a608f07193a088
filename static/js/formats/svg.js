/**
 * Outlines as SVG: one path an object, along pixel edges, in the picture's own coordinates. Mirrors
 * `sam/formats/svg.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { ImageEntry } from "./records.js"
 */

import { COLOURS } from "../everything/colours.js";
import { classesOf, classOf } from "./categories.js";
import { rleLoops } from "./loops.js";
import { checkSizes } from "./records.js";

const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** @type {Record<string, string>} */
const ENTITIES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * Holes are kept (`evenodd`); what overlaps shines through. Each path's id is `object-` and the
 * annotation's, its title the name with the label.
 *
 * @param {ImageEntry} image
 * @param {readonly Annotation[]} annotations
 * @param {readonly string[]} [listed] classes that come first among colours
 * @returns {Blob} of type image/svg+xml
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeSvg(image, annotations, listed) {
  checkSizes(image, annotations);
  const { width, height } = image;
  const classes = classesOf(annotations, listed);
  const paths = annotations.map((annotation) => {
    const colour = hexadecimal(COLOURS[classes.indexOf(classOf(annotation)) % COLOURS.length]);
    const path = rleLoops(annotation.segmentation).map(pathOf).join("");
    const label = escaped(annotation.label, /[&<>"\t\n\r]/g);
    const title = escaped(titleOf(annotation), /[&<>]/g);
    return (
      `<path id="object-${annotation.id}" data-label="${label}" fill="${colour}" ` +
      `fill-opacity="0.5" fill-rule="evenodd" d="${path}"><title>${title}</title></path>\n`
    );
  });
  const start =
    '<svg xmlns="http://www.w3.org/2000/svg" ' +
    `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">\n`;
  return new Blob([start, ...paths, "</svg>\n"], { type: "image/svg+xml" });
}

/** @param {Annotation} annotation */
function titleOf(annotation) {
  const { name, label } = annotation;
  if (!name) return classOf(annotation);
  return label ? `${name} (${label})` : name;
}

/**
 * Corner after corner: outlines go across and down in turn.
 *
 * @param {Int32Array} loop
 */
function pathOf(loop) {
  let path = `M${loop[0]} ${loop[1]}`;
  for (let i = 2; i < loop.length; i += 2) {
    path += loop[i + 1] === loop[i - 1] ? `H${loop[i]}` : `V${loop[i + 1]}`;
  }
  return `${path}Z`;
}

/** @param {readonly [number, number, number]} colour */
const hexadecimal = (colour) =>
  `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;

/**
 * What XML cannot hold, which is most control characters, becomes the replacement character.
 *
 * @param {string} text
 * @param {RegExp} special
 */
const escaped = (text, special) =>
  text.replace(NOT_XML, "\ufffd").replace(special, (character) => ENTITIES[character]);
