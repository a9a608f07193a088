/**
 * What reading a file of annotations gave. Mirrors `sam/formats/report.py`.
 *
 * @import { Annotation } from "./annotation.js"
 *
 * @typedef {object} Reading
 * @property {string} kind of file
 * @property {Annotation[]} annotations in the file's order
 * @property {{ id: string, label: string, box: [number, number, number, number] }[]} boxes objects
 *   that are only boxes: x0, y0, x1, y1 in the image frame
 * @property {{ id: string, reason: string }[]} skipped what was left out; reasons without subject
 * @property {string[]} notes sentences on what was read otherwise than it stands there
 */

/** A file can be read once a picture or a turn is chosen. */
export class ChoiceError extends RangeError {
  /**
   * @param {string} message
   * @param {{ pictures?: readonly string[], turns?: readonly number[] }} choices
   */
  constructor(message, { pictures = [], turns = [] }) {
    super(message);
    this.pictures = pictures;
    this.turns = turns;
  }
}

/** A file that is none of those that the page reads by itself; the server may. */
export class OtherKindError extends RangeError {}
