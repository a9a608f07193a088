/**
 * A picture file's pixels, as the browser decodes them.
 *
 * @import { Box, Size } from "../stage/geometry.js"
 */

import { renderSize, scaleInto } from "../stage/viewport.js";
import { isLarge, OVERVIEW_SIDE } from "../tiles/tiles.js";

/**
 * @typedef {object} ReadPicture
 * @property {ImageBitmap} bitmap EXIF-rotated; of a large picture an overview
 * @property {number} width of the picture
 * @property {number} height
 */

/** Bytes of a file that is decoded without asking how large its picture is. */
const SMALL_FILE = 1e6;

/**
 * @param {Blob} blob
 * @returns {Promise<ReadPicture>}
 * @throws {DOMException} when the browser does not know the format, or the file is broken
 */
export async function readBitmap(blob) {
  const size = blob.size > SMALL_FILE ? await sizeOf(blob) : null;
  if (size !== null && isLarge(size)) return { bitmap: await overviewOf(blob, size), ...size };
  // Respecting EXIF is the default everywhere, under a name that not every browser knows yet.
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  if (!isLarge(bitmap)) return { bitmap, width, height };
  // Much may lie in few bytes: a picture of one colour.
  bitmap.close();
  return { bitmap: await overviewOf(blob, { width, height }), width, height };
}

/**
 * @param {Blob} blob
 * @returns {Promise<Size | null>} of the upright picture, which is not decoded for that; null where
 *   the browser cannot tell
 */
function sizeOf(blob) {
  const url = URL.createObjectURL(blob);
  const image = new Image();
  return /** @type {Promise<Size | null>} */ (
    new Promise((resolve) => {
      image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
      image.onerror = () => resolve(null);
      image.src = url;
    })
  ).finally(() => {
    image.removeAttribute("src");
    URL.revokeObjectURL(url);
  });
}

/**
 * @param {Blob} blob
 * @param {Size} picture its size
 * @returns {Promise<ImageBitmap>}
 * @throws {Error} when the file is broken
 */
function overviewOf(blob, picture) {
  const size = renderSize(picture, scaleInto(picture, OVERVIEW_SIDE));
  const worker = new Worker(new URL("./overview_worker.js", import.meta.url), { type: "module" });
  return /** @type {Promise<ImageBitmap>} */ (
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) =>
        data.bitmap ? resolve(data.bitmap) : reject(new Error(data.error));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ blob, picture, size });
    })
  ).finally(() => worker.terminate());
}

/**
 * Parts of a picture file, at one scale.
 *
 * @param {Blob} file whose pixels are all decoded, and let go
 * @param {readonly Box[]} boxes
 * @param {number} scale
 * @returns {Promise<ImageBitmap[]>}
 */
export async function cutOutOf(file, boxes, scale) {
  const whole = await createImageBitmap(file);
  const cuts = boxes.map(({ x0, y0, x1, y1 }) =>
    createImageBitmap(whole, x0, y0, x1 - x0, y1 - y0, {
      resizeWidth: Math.ceil((x1 - x0) * scale),
      resizeHeight: Math.ceil((y1 - y0) * scale),
      resizeQuality: "medium",
    }),
  );
  return Promise.all(cuts).finally(() => whole.close());
}

/** Longest side of a miniature, pixels: twice what the filmstrip shows. */
const MINIATURE_SIDE = 192;

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
