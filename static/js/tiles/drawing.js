/**
 * Draws parts of a picture: from its pixels where the page holds them all, else from its overview and
 * the tiles that are there.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Box } from "../stage/geometry.js"
 */

import { levelFor, tileBox } from "./tiles.js";

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context
 * @param {Pick<OpenImage, "document" | "runtime">} image whose bitmap is there; else nothing is drawn
 * @param {Box} from the part, in the picture's pixels
 * @param {Box} to where it comes, in the context's units
 */
export function drawPicture(context, { document: { picture }, runtime }, from, to) {
  const { bitmap, tiles } = runtime;
  if (bitmap === null) return;
  const [u, v] = [bitmap.width / picture.width, bitmap.height / picture.height];
  const [width, height] = [from.x1 - from.x0, from.y1 - from.y0];
  context.drawImage(
    bitmap,
    from.x0 * u,
    from.y0 * v,
    width * u,
    height * v,
    to.x0,
    to.y0,
    to.x1 - to.x0,
    to.y1 - to.y0,
  );
  if (tiles.length === 0) return;
  const [across, down] = [(to.x1 - to.x0) / width, (to.y1 - to.y0) / height];
  const transform = context.getTransform();
  const level = levelFor(picture, Math.abs(across * transform.a));
  // Between tiles that end within a pixel of the canvas, what lies below would shine through.
  const edge = transform.isIdentity ? Math.round : (/** @type {number} */ place) => place;
  // Much finer ones would have pixels left out; coarser ones are there until those of the level are.
  const useful = tiles
    .filter((tile) => tile.level >= level - 1 && 2 ** -tile.level > u)
    .sort((a, b) => b.level - a.level);
  context.save();
  context.beginPath();
  context.rect(to.x0, to.y0, to.x1 - to.x0, to.y1 - to.y0);
  context.clip();
  for (const tile of useful) {
    const { x0, y0, x1, y1 } = tileBox(tile, picture);
    if (x0 >= from.x1 || x1 <= from.x0 || y0 >= from.y1 || y1 <= from.y0) continue;
    const left = edge(to.x0 + (x0 - from.x0) * across);
    const top = edge(to.y0 + (y0 - from.y0) * down);
    const right = edge(to.x0 + (x1 - from.x0) * across);
    const bottom = edge(to.y0 + (y1 - from.y0) * down);
    context.drawImage(tile.bitmap, left, top, right - left, bottom - top);
  }
  context.restore();
}
