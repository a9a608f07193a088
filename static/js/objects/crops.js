/**
 * The small picture of an object in its row: what it is cut from, its pixels in front.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 */

import { drawPicture } from "../tiles/drawing.js";
import { shapeOf } from "./objects.js";

/** CSS pixels of its side. */
export const CROP = 24;
/** Surroundings shown, relative to the object's longer side. */
const MARGIN = 0.15;

/**
 * @param {HTMLCanvasElement} canvas is drawn on
 * @param {OpenImage} image
 * @param {Annotation} record
 */
export function drawCrop(canvas, image, record) {
  const side = Math.round(CROP * devicePixelRatio);
  Object.assign(canvas, { width: side, height: side });
  const context = canvas.getContext("2d");
  if (context === null) return;
  const [x, y, width, height] = shapeOf(record).record.bbox;
  const span = Math.max(width, height) * (1 + 2 * MARGIN) + 1;
  const left = x + width / 2 - span / 2;
  const top = y + height / 2 - span / 2;
  const from = { x0: left, y0: top, x1: left + span, y1: top + span };
  drawPicture(context, image, from, { x0: 0, y0: 0, x1: side, y1: side });
}
