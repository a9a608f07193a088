/**
 * What a click on the picture means, where an object was kept: docs/adr/0035.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Box, ImagePoint } from "../stage/geometry.js"
 * @import { State } from "../shell/state.js"
 */

import { objectAt, shapeOf } from "../objects/objects.js";
import { isEmptyDraft } from "../session/picture_session.js";
import { activeImage } from "../shell/state.js";
import { glimpsedMask } from "./wanted.js";

/** IoU of two boxes below which they are of two things. */
const ANOTHER = 0.5;

/**
 * The object that a click there selects. None while a mask is on the stage, which the click refines;
 * where the mask under the pointer is shown, and is clearly of another thing, which the click makes;
 * nor where the object is all that is selected already: a second click looks into it.
 *
 * @param {State} state
 * @param {ImagePoint} pixel whole
 * @returns {Annotation | null}
 */
export function selectedBy(state, pixel) {
  const image = activeImage(state);
  if (image === null) return null;
  const { hand } = state;
  if (hand.tool === "select") return objectAt(image, pixel);
  const { draft, selected } = image.session;
  if (hand.tool !== "prompt" || !isEmptyDraft(draft) || draft.editing !== null) return null;
  const object = objectAt(image, pixel);
  if (object === null || (selected.length === 1 && selected[0] === object.id)) return null;
  const glimpse = glimpseBox(image);
  return glimpse !== null && boxIou(glimpse, boxOfShape(object)) < ANOTHER ? null : object;
}

/**
 * @param {OpenImage} image
 * @returns {Box | null} of the mask under the pointer, image frame; null while none is shown
 */
function glimpseBox(image) {
  const shown = glimpsedMask(image);
  if (!shown?.mask.box) return null;
  const { mask, part } = shown;
  const { width } = image.document.picture;
  const scale = width / part.width;
  const { x0 = 0, y0 = 0 } = part.box ?? {};
  const box = /** @type {Box} */ (mask.box);
  return {
    x0: (x0 + box.x0) * scale,
    y0: (y0 + box.y0) * scale,
    x1: (x0 + box.x1) * scale,
    y1: (y0 + box.y1) * scale,
  };
}

/** @param {Annotation} object @returns {Box} */
function boxOfShape(object) {
  const [x, y, width, height] = shapeOf(object).record.bbox;
  return { x0: x, y0: y, x1: x + width + 1, y1: y + height + 1 };
}

/** @param {Box} a @param {Box} b */
function boxIou(a, b) {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (width <= 0 || height <= 0) return 0;
  const area = (/** @type {Box} */ box) => (box.x1 - box.x0) * (box.y1 - box.y0);
  const shared = width * height;
  return shared / (area(a) + area(b) - shared);
}
