/**
 * How many threads the decoder may use, and why not more.
 *
 * @typedef {object} Threads
 * @property {number} threads
 * @property {string | null} why not more, in a sentence; null when nothing holds it back
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
    return { threads: 1, why: `${failure} The plain decoder runs instead, on one thread.` };
  }
  if (!secure) {
    return {
      threads: 1,
      why: "Browsers allow threads only over HTTPS or on localhost; this page came over plain HTTP.",
    };
  }
  if (!isolated) {
    return {
      threads: 1,
      why: "The page is not cross-origin isolated: the server's COOP and COEP headers are missing.",
    };
  }
  if (cores < MOST) {
    return {
      threads: Math.max(1, cores),
      why: `This computer offers ${cores} logical processors.`,
    };
  }
  return { threads: MOST, why: null };
}
