/**
 * Undo and redo as data: a value with the values before and after it. Nothing is ever changed in
 * place, so a step back is the very object that was there before.
 *
 * @template T
 * @typedef {object} History
 * @property {readonly T[]} past oldest first
 * @property {T} present
 * @property {readonly T[]} future next redo first
 */

/** Steps kept; the oldest is forgotten beyond it. */
export const HISTORY_LIMIT = 500;

/**
 * @template T
 * @param {T} present
 * @returns {History<T>}
 */
export function startHistory(present) {
  return { past: [], present, future: [] };
}

/**
 * A new step. What had been undone is gone.
 *
 * @template T
 * @param {History<T>} history
 * @param {T} present
 * @returns {History<T>}
 */
export function record(history, present) {
  const past = [...history.past, history.present].slice(-HISTORY_LIMIT);
  return { past, present, future: [] };
}

/**
 * A change to the present step that is not a step of its own.
 *
 * @template T
 * @param {History<T>} history
 * @param {T} present
 * @returns {History<T>}
 */
export function amend(history, present) {
  return { ...history, present };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>} the same object when there is nothing to undo
 */
export function undo(history) {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
  };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>} the same object when there is nothing to redo
 */
export function redo(history) {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future };
}
