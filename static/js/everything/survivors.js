/**
 * The masks that segment everything shows of a picture.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Filters, FoundMask } from "./found.js"
 */

import { surviving } from "./found.js";

/** @type {WeakMap<readonly FoundMask[], { filters: Filters, masks: readonly FoundMask[] }>} */
const filtered = new WeakMap();

/**
 * The masks of everything that pass the filters, worked out once for each change of either.
 *
 * @param {OpenImage} image
 * @returns {readonly FoundMask[]}
 */
export function survivors({ session: { everything }, runtime: { search } }) {
  const { found } = search;
  const { filters } = everything;
  const known = filtered.get(found);
  if (known?.filters === filters) return known.masks;
  const masks = surviving(found, filters);
  filtered.set(found, { filters, masks });
  return masks;
}
