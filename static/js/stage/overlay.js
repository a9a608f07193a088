/**
 * The mask over the picture: a translucent fill and a light outline with a dark one around it, so
 * that its edge can be seen on any picture.
 *
 * @import { Store } from "../shell/store.js"
 */

import { maskFacts } from "../prompting/wanted.js";
import { context2d, layOver } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { clear, MASK, magnification, paintMask } from "./paint.js";
import { noteMask } from "./times.js";

/** @param {{ store: Store }} parts */
export function mountOverlay({ store }) {
  const context = context2d("#mask");
  const { canvas } = context;
  store.watch(
    (state) => {
      const shown = activeImage(state)?.runtime.shown;
      return [shown, magnification(state, shown), state.look];
    },
    (shown, scale, { opacity, outline }) => {
      if (!shown) {
        clear(context);
        delete canvas.dataset.token;
        delete canvas.dataset.area;
        return;
      }
      layOver(canvas, shown.part);
      const fill = [...MASK.fill.slice(0, 3), Math.round(255 * opacity)];
      paintMask(context, shown.mask, { fill, outline: outline ? MASK.outline : 0 }, scale);
      canvas.dataset.token = String(shown.token);
      canvas.dataset.area = String(shown.mask.area);
      const facts = maskFacts(activeImage(store.state));
      if (facts !== null) noteMask(facts.milliseconds);
    },
  );
}
