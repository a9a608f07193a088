/**
 * What a click on the picture means, where an object was kept: docs/adr/0035.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { MaskRecord } from "../formats/records.js"
 * @import { Box, ImagePoint } from "../stage/geometry.js"
 * @import { State } from "../shell/state.js"
 */

import { boxIou } from "../everything/found.js";
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
  const glimpse = glimpsed(image);
  return glimpse !== null && boxIou(glimpse, shapeOf(object).record) < ANOTHER ? null : object;
}

/**
 * @param {OpenImage} image
 * @returns {Pick<MaskRecord, "bbox"> | null} box of the mask under the pointer, in the picture's pixels;
 *   null while none is shown
 */
function glimpsed(image) {
  const shown = glimpsedMask(image);
  if (!shown?.mask.box) return null;
  const { mask, part } = shown;
  const scale = image.document.picture.width / part.width;
  const { x0: left = 0, y0: top = 0 } = part.box ?? {};
  const { x0, y0, x1, y1 } = /** @type {Box} */ (mask.box);
  // A record's box ends at its last pixel.
  const along = (/** @type {number} */ from, /** @type {number} */ to) => (to - from) * scale - 1;
  return {
    bbox: [(left + x0) * scale, (top + y0) * scale, along(x0, x1), along(y0, y1)],
  };
}
