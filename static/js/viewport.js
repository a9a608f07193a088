/**
 * Where the picture lies on the stage. Pure numbers: CSS pixels of the stage, device pixels of the
 * screen, pixels of the image.
 *
 * @import { Size } from "./geometry.js"
 *
 * @typedef {object} Placement
 * @property {number} left CSS pixels from the stage's corner, on a whole device pixel
 * @property {number} top
 * @property {number} width CSS pixels; a whole number of device pixels
 * @property {number} height
 * @property {number} scale device pixels per image pixel
 */

/** CSS pixels an image pixel may at most cover, so that an icon does not fill the screen. */
const LARGEST_PIXEL = 8;

/**
 * The whole image as large as it fits, centred, never cropped.
 *
 * @param {Size} stage CSS pixels
 * @param {Size} image
 * @param {number} pixelRatio device pixels per CSS pixel
 * @returns {Placement}
 */
export function letterbox(stage, image, pixelRatio) {
  const fitting = Math.min(stage.width / image.width, stage.height / image.height, LARGEST_PIXEL);
  const scale = Math.max(fitting, 0) * pixelRatio;
  const size = renderSize(image, scale);
  const width = size.width / pixelRatio;
  const height = size.height / pixelRatio;
  const onPixel = (/** @type {number} */ css) => Math.round(css * pixelRatio) / pixelRatio;
  return {
    left: onPixel((stage.width - width) / 2),
    top: onPixel((stage.height - height) / 2),
    width,
    height,
    scale,
  };
}

/**
 * The image at a scale, in whole device pixels: the size of every canvas that lies over it.
 *
 * @param {Size} image
 * @param {number} scale device pixels per image pixel
 * @returns {Size}
 */
export function renderSize({ width, height }, scale) {
  return {
    width: Math.max(1, Math.floor(width * scale + 1e-6)),
    height: Math.max(1, Math.floor(height * scale + 1e-6)),
  };
}

/**
 * @param {Size} size
 * @param {number} side
 * @returns {number} the scale at which the longer side is that long, never above 1
 */
export function scaleInto({ width, height }, side) {
  return Math.min(1, side / Math.max(width, height));
}
