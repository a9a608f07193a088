/**
 * A picture file's pixels, as the browser decodes them.
 *
 * @import { Pixels } from "../formats/cut_out.js"
 */

/**
 * @param {Blob} blob
 * @returns {Promise<ImageBitmap>} EXIF-rotated
 * @throws {DOMException} when the browser does not know the format, or the file is broken
 */
export function readBitmap(blob) {
  // Respecting EXIF is the default everywhere, under a name that not every browser knows yet.
  return createImageBitmap(blob);
}

/** Longest side of a miniature, pixels: twice what the filmstrip shows. */
const MINIATURE_SIDE = 192;

/**
 * @param {ImageBitmap} bitmap
 * @returns {Pixels} its colours
 */
export function pixelsOf(bitmap) {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) throw new Error("This browser gives no canvas to read a picture from.");
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height);
}

/**
 * A small copy for the filmstrip. The pixels are no longer needed once this has returned.
 *
 * @param {ImageBitmap} bitmap
 * @returns {Promise<Blob>}
 */
export function miniatureOf(bitmap) {
  const scale = Math.min(1, MINIATURE_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context) {
    context.imageSmoothingQuality = "high";
    context.drawImage(fewerPixels(bitmap, { width, height }), 0, 0, width, height);
  }
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}

/** Pixels of a picture that is scaled down quickly enough as it is. */
const MANY = 16e6;
/** Pixels on each side for one of a miniature. */
const SAMPLES = 6;

/**
 * To read each of a very large picture's pixels would stop the page for a moment: of those some are
 * taken, many times as many as a miniature has.
 *
 * @param {ImageBitmap} bitmap
 * @param {{ width: number, height: number }} size of what is made of it
 * @returns {CanvasImageSource}
 */
function fewerPixels(bitmap, { width, height }) {
  if (bitmap.width * bitmap.height < MANY) return bitmap;
  const canvas = new OffscreenCanvas(width * SAMPLES, height * SAMPLES);
  const context = canvas.getContext("2d");
  if (context === null) return bitmap;
  context.imageSmoothingQuality = "low";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}
