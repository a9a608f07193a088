/**
 * The crosshair, with which the keyboard points: what it looks like, and that a pointer takes over.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 */

import { find, svg } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { actAtCrosshair } from "./crosshair_actions.js";
import { hideCrosshair } from "./crosshair_transitions.js";

/** @param {{ store: Store, actions: Actions }} parts */
export function mountCrosshair({ store, actions }) {
  drawCrosshair(store);
  const stage = find("#stage", HTMLElement);
  // stage/panzoom.js says so where the space bar has dragged nothing.
  stage.addEventListener("space", () => actAtCrosshair(store, actions));

  stage.addEventListener("pointermove", ({ movementX, movementY }) => {
    if (movementX !== 0 || movementY !== 0) store.apply(hideCrosshair);
  });
  stage.addEventListener("pointerdown", () => store.apply(hideCrosshair));
}

/** @param {Store} store */
function drawCrosshair(store) {
  const overlay = find("#crosshair", SVGSVGElement);
  const at = svg("svg", { overflow: "visible", "data-testid": "crosshair" });
  for (const name of ["crosshair-edge", "crosshair-line"]) {
    at.append(svg("path", { class: name, d: "M-22 0h16M6 0h16M0 -22v16M0 6v16" }));
    at.append(svg("circle", { class: name, r: 2.5 }));
  }
  store.watch(
    (state) => {
      const { width, height } = activeImage(state)?.document.picture ?? { width: 0, height: 0 };
      return [state.crosshair, width, height];
    },
    (crosshair, width, height) => {
      overlay.replaceChildren(...(crosshair && width > 0 ? [at] : []));
      if (crosshair === null || width === 0) return;
      at.setAttribute("x", `${((crosshair.x + 0.5) / width) * 100}%`);
      at.setAttribute("y", `${((crosshair.y + 0.5) / height) * 100}%`);
      at.dataset.x = String(crosshair.x);
      at.dataset.y = String(crosshair.y);
    },
  );
}
