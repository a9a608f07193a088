/**
 * Whether an object goes on beyond the window that it was found in. Mirrors `is_cut` of
 * `sam/large/predictor.py`; `tests/vectors/cuts.json` holds both.
 *
 * @import { Answer } from "../pictures/runtime.js"
 * @import { Frame } from "../stage/geometry.js"
 * @import { Window } from "./windows.js"
 */

/** Of a mask's own height or width, the share along which it must touch a border. */
const LEAST_CUT = 0.02;
/** Pixels of the model frame that one of the logits stands for. */
const CELL = 4;

/**
 * @param {Float32Array} logits (S, S) of one token
 * @param {Frame} frame
 * @param {number} threshold
 * @returns {boolean} whether the mask reaches a border of its window that is none of the picture's
 */
export function isCut(logits, frame, threshold) {
  const { within, width, height, imageSize, inputWidth, inputHeight } = frame;
  if (within === undefined) return false;
  const side = imageSize / CELL;
  const columns = Math.min(Math.ceil(inputWidth / CELL), side);
  const rows = Math.min(Math.ceil(inputHeight / CELL), side);
  const touching = { left: 0, right: 0, top: 0, bottom: 0 };
  let [left, right, top, bottom] = [columns, -1, rows, -1];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!(logits[y * side + x] > threshold)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
      if (x === 0) touching.left++;
      if (x === columns - 1) touching.right++;
      if (y === 0) touching.top++;
      if (y === rows - 1) touching.bottom++;
    }
  }
  if (right < 0) return false;
  const [tall, wide] = [bottom - top + 1, right - left + 1];
  const { x, y, picture } = within;
  return (
    (x > 0 && touching.left > LEAST_CUT * tall) ||
    (x + width < picture.width && touching.right > LEAST_CUT * tall) ||
    (y > 0 && touching.top > LEAST_CUT * wide) ||
    (y + height < picture.height && touching.bottom > LEAST_CUT * wide)
  );
}

/**
 * @param {Answer} answer
 * @param {number | null} token that is shown of it
 * @returns {Window | null} the window that would show that mask better; null where there is none
 */
export function nextWindow({ closer, cut, larger }, token) {
  return closer ?? (token !== null && cut[token] ? larger : null);
}
