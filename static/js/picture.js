/**
 * A picture file's pixels, as the browser decodes them.
 *
 * @import { Pixels } from "./formats/cut_out.js"
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
 * The first picture among what was dropped, pasted or chosen.
 *
 * @param {DataTransfer | null} transfer
 * @returns {File | null}
 */
export function pictureIn(transfer) {
  const files = [...(transfer?.files ?? [])];
  // Some systems give TIFF and others no type at all: let the server judge these.
  return files.find(({ type }) => type === "" || type.startsWith("image/")) ?? null;
}
