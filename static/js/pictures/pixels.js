/**
 * A picture's own pixels, exactly, for what is cut out of it.
 *
 * @import * as Api from "../server/api.js"
 * @import { Pixels } from "../formats/cut_out.js"
 * @import { Sessions } from "../session/sessions.js"
 * @import { Box } from "../stage/geometry.js"
 * @import { OpenImage } from "./open_image.js"
 * @import { Bytes } from "./runtime.js"
 *
 * @typedef {object} Parts
 * @property {Pick<typeof Api, "getTile">} api
 * @property {Pick<Sessions, "load">} sessions
 */

import { isLarge, tileBox, tilesFor } from "../tiles/tiles.js";
import { cutOutOf } from "./picture.js";

/** @param {Parts} parts */
export function createPixels({ api, sessions }) {
  /**
   * @param {OpenImage} image
   * @returns {Promise<Blob | null>} the file, where this browser shows it as the model sees it
   */
  const fileOf = async ({ document, runtime }) => {
    const kept = document.id !== null && runtime.stored.bytes;
    const bytes =
      runtime.bytes ?? (kept && document.id ? await sessions.load(document.id, "bytes") : null);
    const { file = null, preview = null } = /** @type {Bytes | null} */ (bytes) ?? {};
    return preview === null ? file : null;
  };

  return {
    fileOf,

    /**
     * @param {OpenImage} image whose bitmap is there
     * @param {Box} box whole pixels
     * @returns {Promise<Pixels>} of the box
     */
    async pixelsIn(image, box) {
      const { picture } = image.document;
      const { bitmap } = image.runtime;
      const { x0: x, y0: y } = box;
      const [width, height] = [box.x1 - x, box.y1 - y];
      const context = new OffscreenCanvas(width, height).getContext("2d");
      if (context === null || bitmap === null) {
        throw new Error("This browser gives no canvas to read a picture from.");
      }
      if (!isLarge(picture)) {
        context.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
      } else {
        for (const { part, place } of await parts(image, box)) {
          context.drawImage(part, place.x0 - x, place.y0 - y);
          part.close();
        }
      }
      const { data } = context.getImageData(0, 0, width, height);
      return { data, width, height, x, y, picture };
    },
  };

  /**
   * @param {OpenImage} image
   * @param {Box} box
   * @returns {Promise<{ part: ImageBitmap, place: Box }[]>} bitmaps that cover it: the server's tiles, else
   *   out of the file
   */
  async function parts(image, box) {
    const { picture } = image.document;
    const tiles = tilesFor(picture, 0, box);
    try {
      const blobs = await Promise.all(
        tiles.map((tile) => api.getTile(picture.id ?? "", tile, { exact: true })),
      );
      const bitmaps = await Promise.all(blobs.map((blob) => createImageBitmap(blob)));
      return bitmaps.map((part, i) => ({ part, place: tileBox(tiles[i], picture) }));
    } catch (error) {
      const file = await fileOf(image);
      if (file === null) throw error;
      const [part] = await cutOutOf(file, [box], 1);
      return [{ part, place: box }];
    }
  }
}
