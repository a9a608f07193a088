/**
 * How many threads the decoder may use, and why not more.
 *
 * @typedef {object} Threads
 * @property {number} threads
 * @property {Limit | null} why not more; null when nothing holds it back
 *
 * @typedef {{ readonly name: "failure", readonly failure: string }
 *   | { readonly name: "insecure" | "unisolated" }
 *   | { readonly name: "processors", readonly processors: number }} Limit what failed so far, in a
 *   sentence; no secure context; no isolation; few processors
 */

/** More threads than this gain nothing on so small a network. */
const MOST = 4;

/**
 * @param {object} platform
 * @param {boolean} platform.isolated whether the page is cross-origin isolated, which shared memory
 *   (and so threads) needs
 * @param {boolean} platform.secure whether it is a secure context, without which it cannot be isolated
 * @param {number} platform.cores logical processors
 * @param {string | null} failure what has failed so far, in a sentence: one thread asks the least of
 *   a browser
 * @returns {Threads}
 */
export function chooseThreads({ isolated, secure, cores }, failure = null) {
  if (failure !== null) {
    return { threads: 1, why: { name: "failure", failure } };
  }
  if (!secure) {
    return { threads: 1, why: { name: "insecure" } };
  }
  if (!isolated) {
    return { threads: 1, why: { name: "unisolated" } };
  }
  if (cores < MOST) {
    const processors = Math.max(1, cores);
    return { threads: processors, why: { name: "processors", processors } };
  }
  return { threads: MOST, why: null };
}
