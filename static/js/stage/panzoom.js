/**
 * Looking around with wheel, fingers and the middle button, and with the space bar held: what these
 * begin is kept from the other listeners of the stage.
 *
 * @import { ClientPoint } from "./geometry.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { clientPoint, find, isControl } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { panBy, showWhole, zoomBy, zoomToPixels } from "./looking_transitions.js";
import { placementOf } from "./seen.js";

/** Zoom for a notch of a wheel is 2 to the power of about this. */
const NOTCH = 0.25;
/** Pixels that browsers report for a notch, where they do not count lines. */
const NOTCH_PIXELS = 100;
const NOTCH_LINES = 3;
const PINCH_GAIN = 6;
/** Zoom of a button. */
const STEP = Math.SQRT2;

/** @param {{ store: Store, strings: Strings }} parts */
export function mountPanzoom({ store, strings }) {
  const stage = find("#stage", HTMLElement);
  const room = find("#frame-room", HTMLElement);
  /** Fingers on the stage, and where they were. @type {Map<number, ClientPoint>} */
  const fingers = new Map();
  /** The pointer that drags the picture. @type {{ id: number, at: ClientPoint } | null} */
  let drag = null;
  /** Whether the space bar is down, and whether it has dragged since. */
  let space = { down: false, dragged: false };

  const showing = () => Boolean(activeImage(store.state)?.runtime.bitmap) && !store.state.homeOpen;

  /** @param {ClientPoint} point */
  const inRoom = ({ x, y }) => {
    const { left, top } = room.getBoundingClientRect();
    return { x: x - left, y: y - top };
  };

  stage.addEventListener(
    "wheel",
    (event) => {
      // With Alt it looks through the candidates.
      if (!showing() || event.altKey) return;
      event.preventDefault();
      store.apply(zoomBy, 2 ** (-NOTCH * notches(event)), inRoom(clientPoint(event)));
    },
    { passive: false },
  );

  const capture = { capture: true };

  stage.addEventListener(
    "pointerdown",
    (event) => {
      if (!showing()) return;
      if (event.pointerType === "touch") {
        fingers.set(event.pointerId, clientPoint(event));
        if (fingers.size > 2) event.stopImmediatePropagation();
        return;
      }
      if (event.button !== 1 && !(space.down && event.button === 0)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      stage.setPointerCapture(event.pointerId);
      drag = { id: event.pointerId, at: clientPoint(event) };
      document.body.dataset.grab = "held";
    },
    capture,
  );

  stage.addEventListener(
    "pointermove",
    (event) => {
      const here = clientPoint(event);
      if (drag?.id === event.pointerId) {
        event.stopImmediatePropagation();
        store.apply(panBy, difference(here, drag.at));
        space.dragged = true;
        drag.at = here;
      }
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      if (fingers.size === 2) {
        event.stopImmediatePropagation();
        pinch(event.pointerId, before, here);
      }
      fingers.set(event.pointerId, here);
    },
    capture,
  );

  /**
   * @param {number} id of the finger that moves
   * @param {ClientPoint} before
   * @param {ClientPoint} here
   */
  const pinch = (id, before, here) => {
    const [other] = [...fingers].filter(([finger]) => finger !== id).map(([, at]) => at);
    const factor = Math.max(distance(here, other), 1) / Math.max(distance(before, other), 1);
    const moved = difference(middle(here, other), middle(before, other));
    store.apply(panBy, moved);
    store.apply(zoomBy, factor, inRoom(middle(here, other)));
  };

  /** @param {PointerEvent} event */
  const end = (event) => {
    fingers.delete(event.pointerId);
    if (drag?.id !== event.pointerId) return;
    event.stopImmediatePropagation();
    drag = null;
    document.body.dataset.grab = space.down ? "ready" : "no";
    // The click that ends a drag means nothing.
    stage.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => stage.removeEventListener("click", swallow, capture));
  };
  stage.addEventListener("pointerup", end, capture);
  stage.addEventListener("pointercancel", end, capture);

  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || isControl(event.target) || !showing()) return;
    event.preventDefault();
    if (event.repeat) return;
    space = { down: true, dragged: false };
    document.body.dataset.grab = "ready";
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== " " || !space.down) return;
    event.preventDefault();
    space.down = false;
    if (drag === null) document.body.dataset.grab = "no";
    if (!space.dragged && drag === null) stage.dispatchEvent(new Event("space"));
  });
  window.addEventListener("blur", () => {
    space.down = false;
    fingers.clear();
    document.body.dataset.grab = "no";
  });

  mountButtons(store, strings);
}

/**
 * @param {Store} store
 * @param {Strings} strings
 */
function mountButtons(store, strings) {
  const group = find("#zoom", HTMLElement);
  const level = find("#zoom-level", HTMLButtonElement);
  const out = find("#zoom-out", HTMLButtonElement);
  const whole = find("#zoom-whole", HTMLButtonElement);
  out.addEventListener("click", () => store.apply(zoomBy, 1 / STEP));
  find("#zoom-in", HTMLButtonElement).addEventListener("click", () => store.apply(zoomBy, STEP));
  level.addEventListener("click", () => store.apply(zoomToPixels));
  whole.addEventListener("click", () => store.apply(showWhole));
  store.watch(
    (state) => {
      const image = activeImage(state);
      const visible = Boolean(image?.runtime.bitmap) && state.room !== null;
      return [
        visible,
        image && visible ? placementOf(state, image).scale : 1,
        image?.session.camera,
        state.language,
      ];
    },
    (visible, scale, camera) => {
      group.hidden = !visible;
      level.textContent = strings.zoomLevel(scale);
      level.dataset.value = String(scale);
      whole.disabled = !camera;
    },
  );
}

/**
 * @param {WheelEvent} event
 * @returns {number} how far the wheel was turned, in notches
 */
function notches({ deltaY, deltaMode, ctrlKey }) {
  const turned = deltaY / (deltaMode === WheelEvent.DOM_DELTA_PIXEL ? NOTCH_PIXELS : NOTCH_LINES);
  // Pinching a touchpad comes as small turns with Ctrl.
  return Math.max(-3, Math.min(3, ctrlKey ? turned * PINCH_GAIN : turned));
}

/** @param {Event} event */
const swallow = (event) => event.stopImmediatePropagation();

/**
 * @param {ClientPoint} a
 * @param {ClientPoint} b
 */
const difference = (a, b) => ({ x: a.x - b.x, y: a.y - b.y });

/**
 * @param {ClientPoint} a
 * @param {ClientPoint} b
 */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * @param {ClientPoint} a
 * @param {ClientPoint} b
 */
const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
