/**
 * Whether the page is looked at, for what is not to be kept up while it lies in the background.
 *
 * @import { Sight } from "../server/listening.js"
 */

/** Milliseconds in the background that are long: somebody who looks something up is soon back. */
const LONG_MS = 5 * 60_000;

/** @returns {Sight} of this page */
export function watchSight() {
  return {
    away: (signal) => hiddenFor(LONG_MS, signal),
    back: (signal) => settles(signal, (done) => !document.hidden && done()),
  };
}

/**
 * @param {number} pause milliseconds
 * @param {AbortSignal} signal
 */
function hiddenFor(pause, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const over = () => clearTimeout(timer);
  signal.addEventListener("abort", over, { once: true });
  return settles(signal, (done) => {
    over();
    if (document.hidden) timer = setTimeout(done, pause);
  });
}

/**
 * @param {AbortSignal} signal rejects
 * @param {(done: () => void) => void} look now and whenever the page is shown or hidden
 * @returns {Promise<void>}
 */
function settles(signal, look) {
  return new Promise((resolve, reject) => {
    const watch = () => look(done);
    const forget = () => document.removeEventListener("visibilitychange", watch);
    const done = () => {
      forget();
      resolve();
    };
    document.addEventListener("visibilitychange", watch);
    signal.addEventListener(
      "abort",
      () => {
        forget();
        reject(signal.reason);
      },
      { once: true },
    );
    watch();
  });
}
