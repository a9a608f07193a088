/**
 * A picture file's pixels, as the browser decodes them.
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
