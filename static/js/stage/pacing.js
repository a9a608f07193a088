/**
 * When masks over the picture are drawn anew while the camera moves: in each frame if they are few,
 * else when it rests. Until then they are stretched with the picture.
 */

/** Milliseconds that all masks may take in each frame. */
const LIGHT = 8;
/** Milliseconds after which a camera that has not moved is at rest. */
export const REST = 80;
/** Milliseconds after which masks are drawn although the camera still moves. */
export const LONGEST = 240;

/**
 * @param {object} parts
 * @param {() => number} parts.now milliseconds
 * @param {(work: () => void, pause: number) => number} parts.later calls back after a pause, unless
 *   it is cancelled by the number that it returns
 * @param {(timer: number) => void} parts.cancel
 * @param {() => void} parts.draw draws all masks anew, soon
 */
export function createPacing({ now, later, cancel, draw }) {
  let cost = 0;
  /** What waits for rest, and since when. @type {{ timer: number, since: number } | null} */
  let waiting = null;

  const drawNow = () => {
    if (waiting !== null) cancel(waiting.timer);
    waiting = null;
    draw();
  };

  return {
    /** The camera has moved. */
    move() {
      const since = waiting?.since ?? now();
      if (cost <= LIGHT || now() - since >= LONGEST) {
        drawNow();
        return;
      }
      if (waiting !== null) cancel(waiting.timer);
      waiting = { timer: later(drawNow, REST), since };
    },
    /** @param {number} milliseconds that drawing all masks has taken */
    took(milliseconds) {
      cost = milliseconds;
    },
  };
}
