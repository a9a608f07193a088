/**
 * Whether somebody is at the page: it can be seen, and a hand was there a moment ago. What only
 * concerns somebody who is there waits for that, and costs a page that lies idle nothing.
 */

/** How long after the last movement somebody is still thought to be there. */
const LINGERS_MS = 60_000;

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel"];

/**
 * @param {() => number} now milliseconds
 * @returns {() => Promise<void>} settles as soon as somebody is there, at once where that is so
 */
export function watchAttention(now) {
  let last = now();
  /** @type {(() => void)[]} */
  let waiting = [];

  const notice = () => {
    last = now();
    if (document.hidden) return;
    for (const settle of waiting) settle();
    waiting = [];
  };
  for (const sign of SIGNS) {
    window.addEventListener(sign, notice, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", notice);

  return async () => {
    if (!document.hidden && now() - last < LINGERS_MS) return;
    await /** @type {Promise<void>} */ (new Promise((settle) => waiting.push(settle)));
  };
}
