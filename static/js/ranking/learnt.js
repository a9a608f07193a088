/**
 * The memory of a project, or of a browser: which of a click's masks comes first there.
 *
 * A ridge regression of by how much the predicted IoU is wrong, on the features of the masks that
 * were offered, learnt from what was kept. All that it needs are sums over the objects. Mirrors
 * `sam/ranking/memory.py`; both are held together by `tests/vectors/ranking.json`.
 *
 * @import { Rows } from "./features.js"
 *
 * @typedef {object} Sums
 * @property {number} objects learnt from
 * @property {readonly number[]} moments (153,) the upper triangle, row by row, of the sum of x xᵀ
 * @property {readonly number[]} targets (17,) the sum of x (IoU with the kept mask - predicted IoU)
 *
 * @typedef {object} Memory plain JSON
 * @property {1} version
 * @property {Sums} all
 * @property {Readonly<Record<string, Sums>>} labels
 *
 * @typedef {object} Lesson what an object that was kept teaches
 * @property {string} id of the object, which counts once
 * @property {string} label empty for none
 * @property {readonly number[]} features (4 * 17,) of its first click's masks
 * @property {readonly number[]} overlaps (4,) IoU of these with the mask that was kept
 */

import { MASK_TOKENS } from "../prompting/prompts.js";
import { FEATURES, PREDICTED_IOU } from "./features.js";

/** Objects from which on the memory has a say. */
export const FIRST = 3;
/** Objects of a label from which on it has a memory of its own. */
export const OWN = 10;
/** Of the ridge: how much it takes to believe a feature. */
const PENALTY = 10;

const WIDTH = FEATURES.length;
const TRIANGLE = (WIDTH * (WIDTH + 1)) / 2;

/** @type {Sums} */
const NOTHING = {
  objects: 0,
  moments: Array(TRIANGLE).fill(0),
  targets: Array(WIDTH).fill(0),
};

/** @type {Memory} */
export const EMPTY_MEMORY = { version: 1, all: NOTHING, labels: {} };

/**
 * @param {Memory} memory
 * @param {Pick<Lesson, "label" | "features" | "overlaps">} lesson
 * @returns {Memory} that has learnt it
 */
export function withLesson(memory, { label, features, overlaps }) {
  const all = added(memory.all, features, overlaps);
  if (label === "") return { ...memory, all };
  const own = added(sumsOf(memory, label) ?? NOTHING, features, overlaps);
  return { ...memory, all, labels: { ...memory.labels, [label]: own } };
}

/**
 * @param {Memory} memory
 * @param {string} label that the next object will have; empty for none
 * @returns {number[] | null} (17,) by how much the predicted IoU is to be corrected, for each feature;
 *   null while the memory is off
 */
export function weightsOf(memory, label) {
  if (memory.all.objects < FIRST) return null;
  const ofAll = solved(memory.all, Array(WIDTH).fill(0));
  const own = sumsOf(memory, label);
  return own === null || own.objects < OWN ? ofAll : solved(own, ofAll);
}

/**
 * The mask tokens to offer for a lone foreground point, the best first; of equal ones the lower
 * token.
 *
 * @param {Rows} rows
 * @param {readonly number[]} weights
 * @returns {number[]} all four
 */
export function rankedTokens(rows, weights) {
  const scores = Array.from({ length: MASK_TOKENS }, (_, token) => {
    const row = rows.subarray(token * WIDTH, (token + 1) * WIDTH);
    return weights.reduce((sum, weight, i) => sum + weight * row[i], row[PREDICTED_IOU]);
  });
  return [...scores.keys()].sort((a, b) => scores[b] - scores[a]);
}

/**
 * @param {any} state from elsewhere
 * @returns {Memory | null} null where it is none
 */
export function soundMemory(state) {
  if (state?.version !== 1 || !isSums(state.all)) return null;
  const { labels } = state;
  const fine = typeof labels === "object" && labels !== null && Object.values(labels).every(isSums);
  return fine ? { version: 1, all: state.all, labels } : null;
}

/** @param {Memory} memory @param {string} label @returns {Sums | null} */
const sumsOf = ({ labels }, label) => (Object.hasOwn(labels, label) ? labels[label] : null);

/** @param {any} sums */
function isSums(sums) {
  const numbers = (/** @type {unknown} */ list, /** @type {number} */ length) =>
    Array.isArray(list) && list.length === length && list.every(Number.isFinite);
  return (
    Number.isInteger(sums?.objects) &&
    sums.objects >= 0 &&
    numbers(sums.moments, TRIANGLE) &&
    numbers(sums.targets, WIDTH)
  );
}

/**
 * @param {Sums} sums
 * @param {ArrayLike<number>} features (4 * 17,)
 * @param {ArrayLike<number>} overlaps (4,)
 * @returns {Sums} of one object more
 */
function added({ objects, moments, targets }, features, overlaps) {
  const more = [...moments];
  const wrong = [...targets];
  for (let token = 0; token < MASK_TOKENS; token++) {
    const from = token * WIDTH;
    const target = overlaps[token] - features[from + PREDICTED_IOU];
    for (let i = 0, at = 0; i < WIDTH; i++) {
      wrong[i] += features[from + i] * target;
      for (let j = i; j < WIDTH; j++, at++) more[at] += features[from + i] * features[from + j];
    }
  }
  return { objects: objects + 1, moments: more, targets: wrong };
}

/**
 * The ridge's weights, pulled towards what is believed where these objects say nothing else.
 *
 * @param {Sums} sums
 * @param {readonly number[]} prior (17,)
 * @returns {number[]} (17,)
 */
function solved({ moments, targets }, prior) {
  const matrix = Array.from({ length: WIDTH }, () => new Float64Array(WIDTH));
  for (let i = 0, at = 0; i < WIDTH; i++) {
    for (let j = i; j < WIDTH; j++, at++) matrix[i][j] = matrix[j][i] = moments[at];
  }
  const left = targets.map((target, i) =>
    prior.reduce((rest, weight, j) => rest - matrix[i][j] * weight, target),
  );
  for (let i = 0; i < WIDTH; i++) matrix[i][i] += PENALTY;
  const step = solve(matrix, left);
  return prior.map((weight, i) => weight + step[i]);
}

/**
 * Solves a symmetric positive definite system, by Cholesky's decomposition.
 *
 * @param {readonly Float64Array[]} matrix is overwritten
 * @param {readonly number[]} right
 * @returns {number[]}
 */
function solve(matrix, right) {
  const n = right.length;
  const x = [...right];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= matrix[i][k] * matrix[j][k];
      matrix[i][j] = i === j ? Math.sqrt(rest) : rest / matrix[j][j];
    }
    for (let k = 0; k < i; k++) x[i] -= matrix[i][k] * x[k];
    x[i] /= matrix[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= matrix[k][i] * x[k];
    x[i] /= matrix[i][i];
  }
  return x;
}
