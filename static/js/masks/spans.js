/**
 * Masks as spans: where each run of inside pixels starts and ends in the column-major picture, the
 * end exclusive, in order.
 *
 * @typedef {readonly (readonly [number, number])[]} Spans
 */

/**
 * @param {readonly Spans[]} masks
 * @returns {[number, number][]} what lies in any of them
 */
export function unionOf(masks) {
  /** @type {[number, number][]} */
  const all = [];
  for (const [start, end] of masks.flat().sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}

/**
 * @param {Spans} mask
 * @param {readonly Spans[]} others
 * @returns {[number, number][]} what lies in the mask and in none of the others
 */
export function differenceOf(mask, others) {
  const gone = unionOf(others);
  /** @type {[number, number][]} */
  const left = [];
  let next = 0;
  for (const [start, end] of mask) {
    let from = start;
    while (next < gone.length && gone[next][1] <= from) next++;
    for (let i = next; i < gone.length && gone[i][0] < end; i++) {
      if (gone[i][0] > from) left.push([from, gone[i][0]]);
      from = Math.max(from, gone[i][1]);
    }
    if (from < end) left.push([from, end]);
  }
  return left;
}

/**
 * @param {Spans} mask
 * @param {Spans} other of a mask of the same size
 * @returns {number} IoU of both, 0..1; 1 where both are empty
 */
export function iouOf(mask, other) {
  const [one, two, either] = [mask, other, unionOf([mask, other])].map((spans) =>
    spans.reduce((sum, [start, end]) => sum + end - start, 0),
  );
  return either === 0 ? 1 : (one + two - either) / either;
}
