/**
 * Sentences that are known by their form.
 *
 * @typedef {readonly [RegExp, (...parts: string[]) => string]} Form a pattern, and what to say with
 *   its parts
 */

/**
 * @param {string} text
 * @param {readonly Form[]} forms
 * @returns {string} what the first form that fits says; the text where none does
 */
export function first(text, forms) {
  for (const [pattern, say] of forms) {
    const found = pattern.exec(text);
    if (found) return say(...found.slice(1).map((part) => part ?? ""));
  }
  return text;
}
