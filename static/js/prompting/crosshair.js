/**
 * Pointing with the keyboard: the arrow keys move a crosshair over the picture, Space does what a
 * click there would do, B draws a box, Delete takes a mark away.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 */

import { hoverEverything } from "../everything/everything_transitions.js";
import { find, isControl, svg } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { panBy } from "../stage/looking_transitions.js";
import { placementOf } from "../stage/seen.js";
import { hover } from "./aiming_transitions.js";
import { cornerBox, dropCorner, hideCrosshair, moveCrosshair } from "./crosshair_transitions.js";
import { hitMark } from "./marks.js";
import { addPoint, correct, draftStroke, removeMark } from "./prompting_transitions.js";
import { marksOf } from "./prompts.js";

/** @type {ReadonlyMap<string, { x: number, y: number }>} */
const ARROWS = new Map([
  ["ArrowLeft", { x: -1, y: 0 }],
  ["ArrowRight", { x: 1, y: 0 }],
  ["ArrowUp", { x: 0, y: -1 }],
  ["ArrowDown", { x: 0, y: 1 }],
]);
/** Pixels of the picture that an arrow key goes with Shift. */
const FAR = 10;
/** CSS pixels around a mark that belong to it. */
const REACH = 9;
/** CSS pixels to the stage's edge at which the picture follows. */
const EDGE = 24;

/** @param {{ store: Store, actions: Actions }} parts */
export function mountCrosshair({ store, actions }) {
  drawCrosshair(store);
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);

  const ready = () => {
    const { homeOpen } = store.state;
    const open = document.querySelector(":popover-open, dialog[open]") !== null;
    const image = activeImage(store.state);
    return homeOpen || open || !image?.runtime.bitmap ? null : image;
  };

  /** @param {{ x: number, y: number }} by */
  const move = (by) => {
    store.apply(moveCrosshair, by);
    const { crosshair } = store.state;
    const image = activeImage(store.state);
    if (crosshair === null || image === null) return;
    follow(crosshair.x + 0.5, crosshair.y + 0.5);
    if (image.session.everything.on) store.apply(hoverEverything, crosshair);
    else store.apply(hover, crosshair);
  };

  /**
   * Pushes the picture so that a place of it can be seen.
   *
   * @param {number} x
   * @param {number} y
   */
  const follow = (x, y) => {
    const image = activeImage(store.state);
    const { room } = store.state;
    if (image === null || room === null) return;
    const { left, top, scale } = placementOf(store.state, image);
    const css = scale / room.pixelRatio;
    const out = (/** @type {number} */ at, /** @type {number} */ length) =>
      Math.max(EDGE - at, 0) + Math.min(length - EDGE - at, 0);
    const by = { x: out(left + x * css, room.width), y: out(top + y * css, room.height) };
    if (by.x !== 0 || by.y !== 0) store.apply(panBy, by);
  };

  const act = () => {
    const { crosshair, corner, hand, tool, stroke } = store.state;
    const image = activeImage(store.state);
    if (crosshair === null || image === null) return;
    /** @type {[number, number]} */
    const at = [crosshair.x + 0.5, crosshair.y + 0.5];
    if (image.session.everything.on) actions.pick(crosshair);
    else if (corner !== null) store.apply(cornerBox);
    else if (hand.tool === "prompt") store.apply(addPoint, crosshair, tool);
    else if (hand.tool === "brush") {
      const { radius } = hand;
      store.apply(correct, { type: "brush", add: tool === 1, radius, points: [at] });
    } else {
      const points = stroke?.type === "polygon" ? [...stroke.points, at] : [at];
      store.apply(draftStroke, { type: "polygon", add: stroke?.add ?? tool === 1, points });
    }
  };

  /** @returns {boolean} whether there was a mark to take away */
  const takeAway = () => {
    const image = activeImage(store.state);
    if (image === null) return false;
    const { crosshair } = store.state;
    const { prompt } = image.session.draft;
    const pixel = image.document.picture.width / frame.getBoundingClientRect().width;
    const hit =
      crosshair && hitMark(prompt, { x: crosshair.x + 0.5, y: crosshair.y + 0.5 }, pixel, REACH);
    const index = hit?.index ?? marksOf(prompt).length - 1;
    if (index >= 0) store.apply(removeMark, index);
    return index >= 0;
  };

  document.addEventListener("keydown", (event) => {
    const image = ready();
    if (image === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS.get(event.key);
    const far = event.shiftKey ? FAR : 1;
    const onStage = event.target === stage || event.target === document.body;
    const letter = event.key.toLowerCase();
    if (arrow && onStage) move({ x: arrow.x * far, y: arrow.y * far });
    else if (event.key === "Escape" && store.state.corner) store.apply(dropCorner);
    else if (image.session.everything.on || isControl(event.target)) return;
    else if (event.key === "Enter" && store.state.corner) store.apply(cornerBox);
    else if (letter === "b") store.apply(cornerBox);
    else if ((event.key !== "Delete" && event.key !== "Backspace") || !takeAway()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });

  // stage/panzoom.js says so where the space bar has dragged nothing.
  stage.addEventListener("space", act);

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
