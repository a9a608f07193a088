/**
 * What an annotation must hold that no schema can say. Mirrors `sam/formats/annotation_rules.py`.
 *
 * @import { Fault, Path } from "./faults.js"
 *
 * @typedef {(...path: Path) => boolean} Sound whether the schema finds nothing wrong with what stands
 *   at a path
 */

import { insideRuns } from "../masks/rle.js";
import { fault, shown } from "./faults.js";

/**
 * Every fault beyond the schema's.
 *
 * @param {any} record an object of any shape
 * @param {Sound} sound
 * @returns {Fault[]}
 */
export function ruleFaults(record, sound) {
  /** @type {Fault[]} */
  const faults = [];
  /** @param {string} code @param {Path} path @param {string} [expected] */
  const say = (code, path, expected) => faults.push(fault(code, path, record, expected));
  for (const name of ["created", "modified"]) {
    if (sound(name) && !isTime(record[name])) say("time", [name]);
  }
  for (const [i, prompt] of listOf(record, "prompts").entries()) {
    const box = sound("prompts", i) && prompt.type === "box";
    if (box && !(prompt.x0 <= prompt.x1 && prompt.y0 <= prompt.y1)) say("order", ["prompts", i]);
    if (sound("prompts", i) && prompt.type === "text" && record.version === 1) {
      say("version", ["prompts", i, "type"], "point or box in version 1");
    }
  }
  const own = sound("segmentation") ? record.segmentation : null;
  if (own && !fills(own)) say("runs", ["segmentation"]);
  for (const [i, stroke] of listOf(record, "corrections").entries()) {
    if (!sound("corrections", i) || stroke.type !== "pixels") continue;
    const path = ["corrections", i, "segmentation"];
    const size = own && shown(own.size);
    if (!fills(stroke.segmentation)) say("runs", path);
    else if (size && shown(stroke.segmentation.size) !== size) {
      say("size", path, `the mask's size ${size}`);
    }
  }
  if (own && record.window !== undefined && sound("window")) {
    const [height, width] = own.size;
    const [x, y, across, down] = record.window;
    if (x + across > width || y + down > height) {
      say("outside", ["window"], `a part of the picture's ${width}x${height} pixels`);
    }
  }
  return faults;
}

/**
 * @param {any} record
 * @param {string} name
 * @returns {any[]}
 */
const listOf = (record, name) =>
  Object.hasOwn(record, name) && Array.isArray(record[name]) ? record[name] : [];

/** @param {import("../masks/rle.js").Rle} mask */
function fills(mask) {
  try {
    insideRuns(mask);
    return true;
  } catch {
    return false;
  }
}

/** A day that no month has does not come back as it was. @param {string} text */
function isTime(text) {
  const time = new Date(text);
  return !Number.isNaN(time.valueOf()) && time.toISOString().startsWith(text.slice(0, 19));
}
