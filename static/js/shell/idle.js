/** Milliseconds after which work is done that no moment was free for. */
const PATIENCE = 1000;

/**
 * Calls back when the page has nothing else to do. Safari does not say when that is.
 *
 * @param {() => void} work a few milliseconds of it
 */
export function whenIdle(work) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: PATIENCE });
  else setTimeout(work, 50);
}
