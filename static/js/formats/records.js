/**
 * What the writers take: facts about the image, and the published records. Mirrors
 * `sam/formats/records.py`; the names are those of the files.
 *
 * @import { Rle } from "../masks/rle.js"
 *
 * @typedef {object} ImageEntry
 * @property {number} image_id tells the image from others, see `imageNumber`
 * @property {number} width in pixels, upright
 * @property {number} height
 * @property {string} file_name of the picture
 * @property {string} [sha256] of its file, by which its annotations name it; absent where it is not
 *   known
 *
 * @typedef {object} MaskRecord a mask and how it was found, in the image frame
 * @property {Rle} segmentation
 * @property {number} area pixels inside
 * @property {[number, number, number, number]} bbox x, y, width, height, from the first to the last
 *   pixel: one pixel alone has width 0
 * @property {number} predicted_iou
 * @property {[[number, number]]} point_coords the point that it was found with
 * @property {number} stability_score
 * @property {[number, number, number, number]} crop_box x, y, width, height
 */

/**
 * The `image_id` of a picture: the first 48 bits of its sha256, which a number holds exactly.
 *
 * @param {string} sha256 hexadecimal: the server's id of the image
 * @returns {number}
 */
export function imageNumber(sha256) {
  return Number.parseInt(sha256.slice(0, 12), 16);
}

/**
 * Refuses masks of another size than the image's.
 *
 * @param {ImageEntry} image
 * @param {readonly { segmentation: Rle }[]} records or annotations
 * @throws {RangeError} the sentence gives the mask's number
 */
export function checkSizes({ width, height }, records) {
  records.forEach(({ segmentation: { size } }, i) => {
    if (size[0] === height && size[1] === width) return;
    throw new RangeError(
      `Mask ${i + 1} is ${size[1]}x${size[0]} pixels; expected the image's ${width}x${height}.`,
    );
  });
}
