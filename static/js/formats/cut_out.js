/**
 * A transparent cut-out: the picture's own pixels where the mask is, nothing elsewhere. Mirrors
 * `sam/formats/cut_out.py`.
 *
 * @import { Rle } from "../masks/rle.js"
 *
 * @typedef {object} Pixels of the upright picture or of a part of it, as ImageData holds them
 * @property {Uint8ClampedArray | Uint8Array} data (height * width * 4) RGBA
 * @property {number} width
 * @property {number} height
 * @property {number} [x] where the part lies in the picture
 * @property {number} [y]
 * @property {{ width: number, height: number }} [picture] its size; without it the pixels are all of it
 */

import { decodeRleBox } from "../masks/rle.js";
import { encodePng } from "./png.js";

/**
 * An RGBA PNG. Inside, colours are exactly the picture's; outside, all four channels are 0.
 *
 * @param {Pixels} pixels that hold the mask's box
 * @param {Rle} mask of the picture's size
 * @param {boolean} crop whether to keep only the mask's box, rather than the whole picture's size
 * @returns {Promise<Blob>} of type image/png
 * @throws {RangeError} the mask has another size, or has no pixel to crop to
 */
export async function cutOut(pixels, mask, crop) {
  const { data, x: left = 0, y: top = 0, picture = pixels } = pixels;
  const { width, height } = picture;
  const [rows, columns] = mask.size;
  if (columns !== width || rows !== height) {
    throw new RangeError(
      `The mask is ${columns}x${rows} pixels; expected the picture's ${width}x${height}.`,
    );
  }
  const window = decodeRleBox(mask);
  if (crop && window === null) {
    throw new RangeError("The mask is empty; expected a pixel at least to crop to.");
  }
  const inside = window ?? { bits: new Uint8Array(0), width: 0, height: 0, x: 0, y: 0 };
  const kept = crop ? inside : { width, height, x: 0, y: 0 };
  const layout = { width: kept.width, height: kept.height, depth: /** @type {8} */ (8) };
  return encodePng({ ...layout, rgba: true }, (row, values) => {
    const y = row + kept.y - inside.y;
    if (y < 0 || y >= inside.height) return;
    for (let x = 0; x < inside.width; x++) {
      if (inside.bits[y * inside.width + x] === 0) continue;
      const from = 4 * ((row + kept.y - top) * pixels.width + inside.x + x - left);
      values.set(data.subarray(from, from + 4), 4 * (inside.x + x - kept.x));
    }
  });
}
