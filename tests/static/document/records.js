/** Annotations and revisions for tests. */

import { newAnnotation } from "../../../static/js/formats/annotation.js";

/** @type {Map<string, import("../../../static/js/formats/annotation.js").Annotation>} */
const made = new Map();

/**
 * @param {string} id need be no UUID
 * @returns the same record for the same id
 */
export function annotation(id) {
  const known = made.get(id);
  if (known) return known;
  const segmentation = { size: /** @type {[number, number]} */ ([2, 2]), counts: "13" };
  const fresh = newAnnotation({
    id,
    segmentation,
    source: "manual",
    created: "2026-11-25T12:00:00Z",
  });
  made.set(id, fresh);
  return fresh;
}

/** @param {string} [writer] @returns {() => string} revisions' names */
export function naming(writer = "page") {
  let revisions = 0;
  return () => `${writer}.${++revisions}`;
}
