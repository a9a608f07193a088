/**
 * Active time: what somebody spent on a mask, without pauses and hidden pages. The rule is that of
 * `dataengine/queue/activity.py`; `tests/vectors/active_time.json` holds both to it.
 *
 * @typedef {readonly [since: number, until: number]} Hidden
 */

/** Milliseconds between two things that a person does; what is longer is a pause, and counts nothing. */
export const LONGEST_MS = 30_000;

/**
 * @param {readonly number[]} moments when the person did something, in order: the first prompt
 *   first, the keep last; milliseconds
 * @param {readonly Hidden[]} [hidden] from when to when the page could not be seen; no two have a
 *   time in common
 * @returns {number} milliseconds
 */
export function activeMs(moments, hidden = []) {
  let spent = 0;
  for (let i = 1; i < moments.length; i++) {
    const [begin, end] = [moments[i - 1], moments[i]];
    const away = hidden.reduce(
      (sum, [since, until]) => sum + Math.max(0, Math.min(end, until) - Math.max(begin, since)),
      0,
    );
    const seen = end - begin - away;
    if (seen <= LONGEST_MS) spent += seen;
  }
  return spent;
}
