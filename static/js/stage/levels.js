/**
 * Smaller copies of a large picture's pixels, each half as long and wide as the one before: a picture
 * of many megapixels is drawn from about as many pixels as are seen. They are made strip by strip
 * when the page has nothing else to do, and are those of one picture at a time: a third of its memory.
 *
 * @import { Size } from "./geometry.js"
 */

/** Pixels of a picture that is drawn quickly enough as it is. */
const SMALL = 4e6;
/** Pixels of the larger copy that are halved at a time: a few milliseconds. */
const STRIP = 1.5e6;

/** @param {{ idle: (work: () => void) => void }} parts `idle` calls back when there is time */
export function createLevels({ idle }) {
  /** @type {ImageBitmap[]} the picture's own pixels, and the copies that are made, largest first */
  let levels = [];

  /** @param {ImageBitmap} bitmap */
  const begin = (bitmap) => {
    for (const level of levels.slice(1)) level.close();
    levels = [bitmap];
    if (bitmap.width * bitmap.height > SMALL) halve(levels);
  };

  /**
   * Makes the next copy, and those after it.
   *
   * @param {ImageBitmap[]} wanted stops when these are no longer the levels
   */
  const halve = (wanted) => {
    const from = wanted[wanted.length - 1];
    const [width, height] = [from.width >> 1, from.height >> 1];
    if (width < 1 || height < 1) return;
    const canvas = new OffscreenCanvas(width, height);
    // Pixels that are read are drawn at once; others would all be at the end.
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return;
    context.imageSmoothingQuality = "low"; // between two pixels of each side: the mean of four
    const rows = Math.max(1, Math.round(STRIP / 4 / width));
    let y = 0;
    const strip = () => {
      if (levels !== wanted) return;
      const end = Math.min(y + rows, height);
      const [u, v] = [from.width / width, from.height / height];
      context.drawImage(from, 0, y * v, width * u, (end - y) * v, 0, y, width, end - y);
      context.getImageData(0, y, 1, 1);
      y = end;
      if (y < height) return idle(strip);
      wanted.push(canvas.transferToImageBitmap());
      if (width * height > SMALL / 16) idle(() => levels === wanted && halve(wanted));
    };
    idle(strip);
  };

  return {
    /**
     * @param {ImageBitmap} bitmap a picture's pixels; another one than the last time takes the place
     *   of that, with its copies
     * @param {Size} size at which all of it is drawn
     * @returns {ImageBitmap} the smallest that is made and has as many pixels
     */
    of(bitmap, size) {
      if (bitmap !== levels[0]) begin(bitmap);
      const enough = levels.filter(
        (each) => each.width >= size.width && each.height >= size.height,
      );
      return enough[enough.length - 1] ?? bitmap;
    },
    /** Gives up the copies. */
    drop() {
      for (const level of levels.slice(1)) level.close();
      levels = [];
    },
  };
}
