/**
 * Makes a small copy of a large picture file beside the page, which it would stop for half a second.
 *
 * A JPEG is decoded at an eighth of its size, or two or three, where the browser can (WebCodecs): then
 * the whole picture is never in memory. Any other file is for a moment.
 *
 * @import { Size } from "../stage/geometry.js"
 *
 * @typedef {{ blob: Blob, picture: Size, size: Size }} Request the picture's size, and the copy's
 */

import { HEAD, jpegHead } from "./jpeg_head.js";

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

scope.onmessage = async ({ data }) => {
  try {
    const bitmap = await overview(/** @type {Request} */ (data));
    scope.postMessage({ bitmap }, [bitmap]);
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};

/** @param {Request} request */
async function overview({ blob, picture, size }) {
  /** @type {ImageBitmapOptions} */
  const options = {
    resizeWidth: size.width,
    resizeHeight: size.height,
    resizeQuality: "medium",
  };
  const frame = await shrunk(blob, picture, size).catch(() => null);
  if (frame === null) return createImageBitmap(blob, options);
  const bitmap = await createImageBitmap(/** @type {any} */ (frame), options);
  frame.close();
  return bitmap;
}

/**
 * @param {Blob} blob
 * @param {Size} picture
 * @param {Size} size
 * @returns {Promise<{ close(): void } | null>} a frame of the picture with some more pixels than the copy;
 *   null where only all of it can be decoded
 */
async function shrunk(blob, picture, size) {
  // Not every browser has it, nor outside of secure contexts.
  const { ImageDecoder } = /** @type {any} */ (scope);
  if (ImageDecoder === undefined) return null;
  // Which way up a frame is, browsers do not agree on.
  const head = jpegHead(new Uint8Array(await blob.slice(0, HEAD).arrayBuffer()));
  if (head !== "upright") return null;
  // A JPEG's blocks of eight pixels can be decoded to fewer.
  const eighths = Math.ceil((8 * size.width * 0.75) / picture.width);
  const decoder = new ImageDecoder({
    data: blob.stream(),
    type: "image/jpeg",
    desiredWidth: Math.ceil((picture.width * eighths) / 8),
    desiredHeight: Math.ceil((picture.height * eighths) / 8),
  });
  try {
    const { image } = await decoder.decode();
    return image;
  } finally {
    decoder.close();
  }
}
