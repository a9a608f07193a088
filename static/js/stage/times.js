/**
 * How long the eye waits, in the browser's own performance timeline, where `benchmarks/page.py` and
 * the browser's developer tools read it:
 *
 * - `click-to-paint`: from a pointer going down for a click to the first animation frame after the
 *   mask that answers it was drawn. `detail.decodeMilliseconds` is the decoder's own share.
 * - `hover-to-paint`: from a pointer moving to a pixel to the first animation frame after the mask
 *   under it was drawn.
 *
 * Only the last measure of each is kept; a PerformanceObserver sees all.
 */

const CLICK = "click";
const HOVER = "hover";

/**
 * A pointer that went down at that time was a click.
 *
 * @param {DOMHighResTimeStamp} start the event's time stamp
 */
export function noteClick(start) {
  begin(CLICK, start);
}

/**
 * A pointer moved to another pixel at that time.
 *
 * @param {DOMHighResTimeStamp} start the event's time stamp
 */
export function noteHover(start) {
  begin(HOVER, start);
}

/**
 * The mask of the present prompt has been drawn.
 *
 * @param {number} decodeMilliseconds
 */
export function noteMask(decodeMilliseconds) {
  end(CLICK, { decodeMilliseconds });
}

/** The mask under the pointer has been drawn. */
export function noteGlimpse() {
  end(HOVER);
}

/**
 * @param {string} name
 * @param {DOMHighResTimeStamp} startTime
 */
function begin(name, startTime) {
  performance.clearMarks(name);
  performance.mark(name, { startTime });
}

/**
 * @param {string} name
 * @param {object} [detail]
 */
function end(name, detail) {
  const [mark] = performance.getEntriesByName(name, "mark");
  // Nothing began where a mask is only drawn again, or where undo brought it back.
  if (mark === undefined) return;
  performance.clearMarks(name);
  requestAnimationFrame(() => {
    performance.clearMeasures(`${name}-to-paint`);
    performance.measure(`${name}-to-paint`, { start: mark.startTime, detail });
  });
}
