/**
 * Correcting a mask by hand: which tool the pointer is, brush and lasso over the picture, and tidying
 * up.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { ClientPoint } from "../stage/geometry.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Hand } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { clientPoint, find, svg } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { clientToImage, imageToClient } from "../stage/geometry.js";
import { draftStroke, takeUp } from "./prompting_transitions.js";
import { endLasso, endStroke } from "./strokes.js";
import { maskState } from "./wanted.js";

/** CSS pixels a pointer may shake during a click. */
const SLOP = 4;
/** CSS pixels around a lasso's first corner that close it. */
const CLOSING = 10;
/** CSS pixels between two points of a stroke: less is a hand's tremble. */
const STEP = 2;

/** @param {Hand} hand @returns {boolean} whether it changes masks by what it draws */
const isDrawing = ({ tool }) => tool === "brush" || tool === "lasso";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountCorrecting(parts) {
  mountHands(parts);
  mountStrokes(parts);
  mountDraft(parts);
}

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
function mountHands({ store, actions, strings }) {
  const buttons = [...document.querySelectorAll("[data-hand]")].filter(
    (element) => element instanceof HTMLButtonElement,
  );
  for (const button of buttons) {
    const tool = /** @type {Hand["tool"]} */ (button.dataset.hand);
    button.addEventListener("click", () => store.apply(takeUp, { tool }));
  }
  const panel = find("#correcting", HTMLElement);
  const size = find("#brush-size", HTMLElement);
  const radius = find("#brush-radius", HTMLInputElement);
  const text = find("#brush-radius-text", HTMLOutputElement);
  const hint = find("#lasso-hint", HTMLElement);
  radius.addEventListener("input", () => store.apply(takeUp, { radius: Number(radius.value) }));
  store.watch(
    (state) => [state.hand, state.language],
    (hand) => {
      for (const button of buttons) {
        button.setAttribute("aria-pressed", String(button.dataset.hand === hand.tool));
      }
      document.body.dataset.hand = hand.tool;
      panel.hidden = !isDrawing(hand);
      size.hidden = hand.tool !== "brush";
      hint.hidden = hand.tool !== "lasso";
      radius.value = String(hand.radius);
      text.textContent = strings.pixels(hand.radius);
      radius.setAttribute("aria-valuetext", strings.pixels(hand.radius));
    },
  );

  const holes = find("#fill-holes", HTMLButtonElement);
  const islands = find("#drop-islands", HTMLButtonElement);
  holes.addEventListener("click", () => actions.tidy("holes"));
  islands.addEventListener("click", () => actions.tidy("islands"));
  store.watch(
    (state) => [maskState(activeImage(state)) === "shown"],
    (ready) => {
      holes.disabled = !ready;
      islands.disabled = !ready;
    },
  );
}

/** @param {{ store: Store }} parts */
function mountStrokes({ store }) {
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);
  /** @type {{ pointer: number, start: ClientPoint, last: ClientPoint, dragged: boolean } | null} */
  let gesture = null;

  /** @returns {OpenImage | null} the picture that is being corrected */
  const correcting = () => {
    const { hand } = store.state;
    const image = activeImage(store.state);
    return isDrawing(hand) && image?.runtime.bitmap && !image.session.everything.on ? image : null;
  };

  /**
   * @param {ClientPoint} at
   * @param {OpenImage} image
   * @returns {[number, number]} with a digit after the point, which is more than a hand can aim
   */
  const place = (at, image) => {
    const { x, y } = clientToImage(at, frame.getBoundingClientRect(), image.document.picture);
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
  };

  const lasso = () => {
    const { stroke } = store.state;
    return stroke?.type === "polygon" ? stroke : null;
  };

  stage.addEventListener("pointerdown", (event) => {
    const image = correcting();
    if (image === null || (event.button !== 0 && event.button !== 2)) return;
    if (gesture !== null) {
      // A second finger moves the picture.
      gesture = null;
      store.apply(draftStroke, null);
      return;
    }
    stage.setPointerCapture(event.pointerId);
    const at = clientPoint(event);
    gesture = { pointer: event.pointerId, start: at, last: at, dragged: false };
    const add = event.button === 0 && !event.shiftKey && !event.ctrlKey && store.state.tool === 1;
    const point = place(at, image);
    const { hand } = store.state;
    if (hand.tool === "brush") {
      store.apply(draftStroke, { type: "brush", add, radius: hand.radius, points: [point] });
      return;
    }
    const open = lasso();
    if (open) {
      const [x, y] = open.points[0];
      const first = imageToClient({ x, y }, frame.getBoundingClientRect(), image.document.picture);
      const closes = Math.hypot(at.x - first.x, at.y - first.y) < CLOSING;
      if (closes && open.points.length > 2) {
        gesture = null;
        endStroke(store);
      } else {
        store.apply(draftStroke, { ...open, points: [...open.points, point] });
      }
      return;
    }
    store.apply(draftStroke, { type: "polygon", add, points: [point] });
  });

  stage.addEventListener("pointermove", (event) => {
    const image = correcting();
    const { stroke } = store.state;
    if (gesture?.pointer !== event.pointerId || image === null) return;
    if (stroke === null || stroke.type === "pixels") return;
    // A browser may tell of several moves at once.
    const moves = event.getCoalescedEvents?.() ?? [];
    const points = [...stroke.points];
    for (const move of moves.length > 0 ? moves : [event]) {
      const at = clientPoint(move);
      const { start, last } = gesture;
      if (!gesture.dragged && Math.hypot(at.x - start.x, at.y - start.y) < SLOP) continue;
      if (Math.hypot(at.x - last.x, at.y - last.y) < STEP) continue;
      gesture.dragged = true;
      gesture.last = at;
      points.push(place(at, image));
    }
    if (points.length > stroke.points.length) store.apply(draftStroke, { ...stroke, points });
  });

  const end = (/** @type {PointerEvent} */ event) => {
    if (gesture?.pointer !== event.pointerId) return;
    const { dragged } = gesture;
    gesture = null;
    // A click with the lasso is one of its corners, and more will follow.
    if (store.state.hand.tool === "brush" || dragged) endStroke(store);
  };
  stage.addEventListener("pointerup", end);
  stage.addEventListener("pointercancel", () => {
    gesture = null;
    store.apply(draftStroke, null);
  });
  stage.addEventListener("dblclick", () => endLasso(store));
}

/** @param {{ store: Store }} parts */
function mountDraft({ store }) {
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);
  const drawing = find("#draft", SVGSVGElement);
  const ring = svg("circle", { class: "brush-ring" });
  const path = svg("path", { class: "stroke" });
  const corners = svg("path", { class: "stroke-line" });
  drawing.append(path, corners, ring);

  store.watch(
    (state) => {
      const image = activeImage(state);
      const { width, height } = image?.document.picture ?? { width: 0, height: 0 };
      return [state.stroke, width, height];
    },
    (stroke, width, height) => {
      if (width > 0) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      const points = stroke === null || stroke.type === "pixels" ? [] : stroke.points;
      // A line without length has no round ends in every browser.
      const line = points.length === 1 ? [...points, [points[0][0] + 0.01, points[0][1]]] : points;
      const d = line.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");
      const brush = stroke?.type === "brush";
      path.setAttribute("d", d);
      path.setAttribute("data-add", String(stroke?.add ?? true));
      path.setAttribute("data-kind", stroke?.type ?? "");
      path.setAttribute("stroke-width", brush ? String(2 * stroke.radius) : "0");
      corners.setAttribute("d", brush ? "" : d);
    },
  );

  const showRing = (/** @type {PointerEvent} */ event) => {
    const image = activeImage(store.state);
    const { tool, radius } = store.state.hand;
    const shows = tool === "brush" && image !== null && event.pointerType !== "touch";
    ring.setAttribute("r", shows ? String(radius) : "0");
    if (!shows) return;
    const { x, y } = clientToImage(
      clientPoint(event),
      frame.getBoundingClientRect(),
      image.document.picture,
    );
    ring.setAttribute("cx", String(x));
    ring.setAttribute("cy", String(y));
  };
  stage.addEventListener("pointermove", showRing);
  stage.addEventListener("pointerleave", () => ring.setAttribute("r", "0"));
  store.watch(
    (state) => [state.hand],
    ({ tool, radius }) => {
      if (tool !== "brush") ring.setAttribute("r", "0");
      else if (ring.getAttribute("r") !== "0") ring.setAttribute("r", String(radius));
    },
  );
}
