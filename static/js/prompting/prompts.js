/**
 * Prompts: what the user points at, as the decoder wants to hear it.
 *
 * The rules here are shared with `sam/prompts.py`; `tests/vectors/` holds both to them.
 *
 * @import { Box, Frame, ImagePoint } from "../stage/geometry.js"
 * @import { Window, Windowing } from "../windows/windows.js"
 *
 * @typedef {0 | 1} PointLabel 1 foreground, 0 background
 * @typedef {ImagePoint & { readonly label: PointLabel }} PromptPoint
 *
 * @typedef {object} Prompt
 * @property {readonly PromptPoint[]} points image frame
 * @property {Box | null} box image frame
 * @property {Step | null} [earlier] the prompt without its last mark, whose mask is refined
 * @property {Window} [window] the part of a large picture that it is asked in, by itself; absent for
 *   all of it
 *
 * @typedef {object} Step
 * @property {Prompt} prompt
 * @property {number | null} chosen the mask token chosen by hand; null means the best candidate
 *
 * @typedef {{ readonly point: PromptPoint } | { readonly box: Box }} Mark a point or the box
 * @typedef {{ readonly mark: Mark, readonly chosen: number | null }} ChosenMark a mark, and the mask
 *   token chosen by hand among the candidates that it raised
 *
 * @typedef {{ readonly data: Float32Array, readonly dims: readonly number[] }} Feed
 *
 * @typedef {object} DecoderFeeds a prompt, as the decoder takes it
 * @property {Feed} point_coords (1, N, 2) XY in the model frame
 * @property {Feed} point_labels (1, N)
 */

import { imageToModel } from "../stage/geometry.js";

/** @type {Windowing} */
const NO_WINDOWS = () => null;

const BOX_TOP_LEFT = 2;
const BOX_BOTTOM_RIGHT = 3;
const PADDING = -1;

/** How many mask tokens the decoder answers with: the single mask, then three candidates. */
export const MASK_TOKENS = 4;

/** @type {Prompt} */
export const EMPTY_PROMPT = { points: [], box: null, earlier: null };

/** @param {Prompt} prompt */
export function isEmptyPrompt({ points, box }) {
  return points.length === 0 && box === null;
}

/**
 * @param {Prompt} prompt
 * @param {Mark} mark
 * @param {number | null} [chosen] among the candidates of the prompt so far
 * @param {Windowing} [windowing] which window it is asked in
 * @returns {Prompt} the prompt with one more mark
 */
export function withMark(prompt, mark, chosen = null, windowing = NO_WINDOWS) {
  const { points, box } = prompt;
  const made = "box" in mark ? { points, box: mark.box } : { points: [...points, mark.point], box };
  const window = windowing(boundsOf(made));
  const earlier = isEmptyPrompt(prompt) ? null : { prompt, chosen };
  return { ...made, earlier, ...(window && { window }) };
}

/**
 * @param {Pick<Prompt, "points" | "box">} prompt not an empty one
 * @returns {Box} around all of its marks
 */
export function boundsOf({ points, box }) {
  const xs = [...points.map(({ x }) => x), ...(box ? [box.x0, box.x1] : [])];
  const ys = [...points.map(({ y }) => y), ...(box ? [box.y0, box.y1] : [])];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/**
 * @param {Prompt} prompt
 * @param {number | null} [chosen] among its candidates
 * @returns {ChosenMark[]} what it was made of, in order
 */
export function marksOf(prompt, chosen = null) {
  if (isEmptyPrompt(prompt)) return [];
  const { points, box, earlier } = prompt;
  const before = earlier ? marksOf(earlier.prompt, earlier.chosen) : [];
  const point = points.length > (earlier?.prompt.points.length ?? 0) ? points.at(-1) : undefined;
  if (point) return [...before, { mark: { point }, chosen }];
  return box ? [...before, { mark: { box }, chosen }] : before;
}

/**
 * The prompt that the marks make, one after the other. Prompts of an earlier one are taken over as
 * far as the marks are the same, so that what is known of them holds on.
 *
 * @param {readonly ChosenMark[]} marks
 * @param {Prompt} from the earlier one
 * @param {Windowing} [windowing] which windows others are asked in
 * @returns {Step} the prompt, and the token chosen among its candidates
 */
export function replay(marks, from, windowing = NO_WINDOWS) {
  const known = stepsOf(from);
  /** @type {Step} */
  let last = { prompt: EMPTY_PROMPT, chosen: null };
  let same = true;
  marks.forEach(({ mark, chosen }, i) => {
    const made = withMark(last.prompt, mark, last.chosen, windowing);
    const before = known[i];
    same &&= before !== undefined && isSamePrompt(before, made);
    const prompt = same ? before : made;
    last = { prompt, chosen: isAmbiguous(prompt) ? chosen : null };
  });
  return last;
}

/**
 * @param {Prompt} prompt
 * @returns {Prompt[]} it and those before it, the first mark's first
 */
function stepsOf(prompt) {
  if (isEmptyPrompt(prompt)) return [];
  return [...(prompt.earlier ? stepsOf(prompt.earlier.prompt) : []), prompt];
}

/**
 * @param {Prompt} a
 * @param {Prompt} b made after the same prompt
 */
function isSamePrompt(a, b) {
  const [last, other] = [a.points.at(-1), b.points.at(-1)];
  return (
    a.points.length === b.points.length &&
    last?.x === other?.x &&
    last?.y === other?.y &&
    last?.label === other?.label &&
    a.box === b.box &&
    a.earlier?.chosen === b.earlier?.chosen
  );
}

/**
 * The decoder's feeds for a prompt. The points come first; a box follows as its two corners; only
 * without a box is a padding point appended, as padding a box changes the mask.
 *
 * @param {Prompt} prompt
 * @param {Frame} frame
 * @returns {DecoderFeeds}
 * @throws {RangeError} when there is neither a point nor a box
 */
export function decoderFeeds(prompt, frame) {
  const { points, box } = prompt;
  if (points.length === 0 && box === null) {
    throw new RangeError("A prompt needs at least one point or a box; this one has neither.");
  }
  /** @type {number[]} */
  const coords = [];
  /** @type {number[]} */
  const labels = [];
  /** @param {ImagePoint} point @param {number} label */
  const add = (point, label) => {
    const { x, y } = imageToModel(point, frame);
    coords.push(x, y);
    labels.push(label);
  };
  for (const point of points) add(point, point.label);
  if (box === null) {
    coords.push(0, 0);
    labels.push(PADDING);
  } else {
    add({ x: box.x0, y: box.y0 }, BOX_TOP_LEFT);
    add({ x: box.x1, y: box.y1 }, BOX_BOTTOM_RIGHT);
  }

  return {
    point_coords: { data: Float32Array.from(coords), dims: [1, labels.length, 2] },
    point_labels: { data: Float32Array.from(labels), dims: [1, labels.length] },
  };
}

/**
 * The feed of a mask input: an earlier decode's logits of one token, to refine them.
 *
 * @param {Float32Array} logits (S, S) with S = imageSize / 4
 * @param {Frame} frame
 * @returns {Feed} (1, 1, S, S)
 * @throws {RangeError}
 */
export function maskFeed(logits, frame) {
  const side = frame.imageSize / 4;
  if (logits.length !== side * side) {
    throw new RangeError(
      `A mask input holds ${side}x${side} logits; this one holds ${logits.length}.`,
    );
  }
  return { data: logits, dims: [1, 1, side, side] };
}

/**
 * One foreground point alone is ambiguous: a button, a shirt or a person?
 *
 * @param {Prompt} prompt
 */
export function isAmbiguous({ points, box }) {
  return box === null && points.length === 1 && points[0]?.label === 1;
}

/**
 * The mask tokens to offer, best first. For an ambiguous prompt: tokens 1..3 by predicted IoU, equal ones in token order. Everything else, a lone
 * box included, has one answer: token 0, as `multimask_output=False` gives.
 *
 * @param {Prompt} prompt
 * @param {ArrayLike<number>} iouPredictions one per token
 * @returns {number[]}
 */
export function candidateTokens(prompt, iouPredictions) {
  if (!isAmbiguous(prompt)) return [0];
  const iou = (/** @type {number} */ token) => iouPredictions[token] ?? 0;
  return [1, 2, 3].sort((a, b) => iou(b) - iou(a));
}
