/**
 * The mask that a click under the pointer would give, lightly: nothing is decided yet.
 *
 * @import { Store } from "../shell/store.js"
 */

import { context2d, layOver } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { clear, GLIMPSE, magnification, paintMask } from "../stage/paint.js";
import { noteGlimpse } from "../stage/times.js";
import { glimpsedMask } from "./wanted.js";

/** The share of the picture above which only the outline of a glimpse is shown. */
const LARGE = 0.4;

/** @param {{ store: Store }} parts */
export function mountGlimpse({ store }) {
  const context = context2d("#glimpse");
  const { canvas } = context;
  store.watch(
    (state) => {
      const shown = glimpsedMask(activeImage(state));
      return [shown, magnification(state, shown)];
    },
    (shown, scale) => {
      if (shown === null) {
        clear(context);
        delete canvas.dataset.area;
        return;
      }
      layOver(canvas, shown.part);
      const [red, green, blue] = GLIMPSE.fill;
      // One of much of the picture would tint all of it at every move.
      const fill = shown.fraction > LARGE ? [red, green, blue, 0] : GLIMPSE.fill;
      paintMask(context, shown.mask, { ...GLIMPSE, fill }, scale);
      canvas.dataset.area = String(shown.mask.area);
      if (activeImage(store.state)?.runtime.aim?.prompt === shown.prompt) noteGlimpse();
    },
  );
}
