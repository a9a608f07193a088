/**
 * Mouse, pen and finger on the stage: a click or tap is a point, a drag is a box.
 *
 * @import { ClientPoint } from "../geometry.js"
 * @import { Store } from "../store.js"
 *
 * @typedef {object} Gesture
 * @property {number} pointer its id
 * @property {number} button that started it
 * @property {ClientPoint} start
 * @property {boolean} background whether it is meant to take away
 * @property {boolean} dragging whether it went far enough to be no click
 */

import { boxBetween, clientToImage, pixelAt } from "../geometry.js";
import { activeImage } from "../state.js";
import { addPoint, draftBox, setBox } from "../transitions/prompting.js";
import { find } from "./dom.js";

/** CSS pixels a hand may shake during a click; a finger rolls more than a mouse. */
const SLOP = { mouse: 4, pen: 6, touch: 10 };

/** @param {{ store: Store }} parts */
export function mountPointer({ store }) {
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);
  /** @type {Gesture | null} */
  let gesture = null;

  const drop = () => {
    gesture = null;
    store.apply(draftBox, null);
  };

  stage.addEventListener("contextmenu", (event) => event.preventDefault());

  stage.addEventListener("pointerdown", (event) => {
    if (gesture !== null) {
      // A second finger is no box; what it may mean one day, it does not mean today.
      drop();
      return;
    }
    if (event.button !== 0 && event.button !== 2) return;
    if (!activeImage(store.state)?.bitmap) return;
    stage.setPointerCapture(event.pointerId);
    gesture = {
      pointer: event.pointerId,
      button: event.button,
      start: clientPoint(event),
      // Ctrl and click is the right click of a Mac.
      background: event.button === 2 || event.shiftKey || event.ctrlKey,
      dragging: false,
    };
  });

  stage.addEventListener("pointermove", (event) => {
    const image = activeImage(store.state);
    if (gesture?.pointer !== event.pointerId || !image) return;
    const { start } = gesture;
    const here = clientPoint(event);
    const slop = SLOP[/** @type {keyof typeof SLOP} */ (event.pointerType)] ?? SLOP.mouse;
    if (!gesture.dragging && Math.hypot(here.x - start.x, here.y - start.y) < slop) return;
    if (gesture.button === 2) {
      // The right button only clicks.
      gesture = null;
      return;
    }
    gesture.dragging = true;
    const rect = frame.getBoundingClientRect();
    store.apply(
      draftBox,
      boxBetween(clientToImage(start, rect, image), clientToImage(here, rect, image), image),
    );
  });

  stage.addEventListener("pointerup", (event) => {
    const image = activeImage(store.state);
    if (gesture?.pointer !== event.pointerId || !image) return;
    const { dragging, background, start } = gesture;
    const { draft, tool } = store.state;
    drop();
    if (dragging) {
      if (draft && draft.x1 > draft.x0 && draft.y1 > draft.y0) store.apply(setBox, draft);
      return;
    }
    const at = clientToImage(start, frame.getBoundingClientRect(), image);
    const inside = at.x >= 0 && at.y >= 0 && at.x < image.width && at.y < image.height;
    if (inside) store.apply(addPoint, pixelAt(at, image), background ? 0 : tool);
  });

  stage.addEventListener("pointercancel", drop);

  // Escape drops the box in the store; the rest of that drag then means nothing.
  store.watch(
    (state) => [state.draft],
    (draft) => {
      if (draft === null && gesture?.dragging) gesture = null;
    },
  );
}

/**
 * @param {PointerEvent} event
 * @returns {ClientPoint}
 */
function clientPoint({ clientX, clientY }) {
  return { x: clientX, y: clientY };
}
