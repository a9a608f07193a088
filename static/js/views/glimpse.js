/**
 * The mask that a click under the pointer would give, lightly: nothing is decided yet.
 *
 * @import { Store } from "../store.js"
 */

import { activeImage, glimpsedMask } from "../state.js";
import { context2d, resize } from "./dom.js";
import { GLIMPSE, paintMask } from "./paint.js";
import { noteGlimpse } from "./times.js";

/** @param {{ store: Store }} parts */
export function mountGlimpse({ store }) {
  const context = context2d("#glimpse");
  const { canvas } = context;
  store.watch(
    (state) => [glimpsedMask(activeImage(state))],
    (shown) => {
      if (shown === null) {
        resize(canvas, { width: 1, height: 1 });
        delete canvas.dataset.area;
        return;
      }
      paintMask(context, shown.mask, GLIMPSE);
      canvas.dataset.area = String(shown.mask.area);
      if (activeImage(store.state)?.aim?.prompt === shown.prompt) noteGlimpse();
    },
  );
}
