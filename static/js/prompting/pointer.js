/**
 * Mouse, pen and finger on the stage: a click or tap is a point, a drag is a box; a mark that is
 * there already is dragged elsewhere, or taken away by a click; a click on an object that was kept
 * selects it (docs/adr/0035). Where a click would go is told as soon as it is known.
 *
 * @import { ClientPoint, ImagePoint } from "../stage/geometry.js"
 * @import { Hit } from "./marks.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 *
 * @typedef {object} Gesture
 * @property {number} pointer its id
 * @property {number} button that started it
 * @property {ClientPoint} start
 * @property {DOMHighResTimeStamp} time when it started
 * @property {boolean} background whether it is meant to take away
 * @property {boolean} dragging whether it went far enough to be no click
 * @property {Hit | null} hit the mark that it began on
 * @property {boolean} always whether it prompts, also on an object
 * @property {boolean} more whether what it selects joins what is selected
 */

import { objectAt } from "../objects/objects.js";
import {
  pointObject,
  reopenObject,
  selectObject,
  selectObjects,
  selectTouched,
} from "../objects/objects_transitions.js";
import { clientPoint, find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { pickSuggestion } from "../similar/similar_transitions.js";
import { suggesting, suggestionAt } from "../similar/suggestions.js";
import { boxBetween, clientToImage, pixelAt } from "../stage/geometry.js";
import { noteClick, noteHover } from "../stage/times.js";
import { hover, lookAway, press } from "./aiming_transitions.js";
import { selectedBy } from "./click_target.js";
import { hitMark, resizedBox } from "./marks.js";
import {
  addPoint,
  draftBox,
  moveMark,
  removeMark,
  setBox,
  takeMark,
  undo,
} from "./prompting_transitions.js";
import { marksOf } from "./prompts.js";

/** CSS pixels a hand may shake during a click; a finger rolls more than a mouse. */
const SLOP = { mouse: 4, pen: 6, touch: 10 };

/** Milliseconds that a finger rests for a background point. */
const LONG_PRESS = 500;

/** Milliseconds between the clicks of a double-click. */
const DOUBLE = 450;

/** CSS pixels around a mark that belong to it. */
const REACH = { mouse: 9, pen: 11, touch: 18 };

/** Tools that point: the others draw. */
const POINTING = new Set(["select", "prompt", "box"]);

/** @param {{ store: Store }} parts */
export function mountPointer({ store }) {
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);
  /** @type {Gesture | null} */
  let gesture = null;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  const drop = () => {
    clearTimeout(resting);
    // A mark that was on its way goes back to where it was.
    if (gesture?.hit && gesture.dragging) store.apply(undo);
    gesture = null;
    store.apply(lookAway);
    store.apply(draftBox, null);
  };

  /**
   * @param {ClientPoint} point
   * @param {OpenImage} image
   * @returns {ImagePoint | null} the pixel there
   */
  const pixel = (point, image) => {
    const at = clientToImage(point, frame.getBoundingClientRect(), image.document.picture);
    const inside =
      at.x >= 0 &&
      at.y >= 0 &&
      at.x < image.document.picture.width &&
      at.y < image.document.picture.height;
    return inside ? pixelAt(at, image.document.picture) : null;
  };

  /**
   * @param {PointerEvent} event
   * @param {OpenImage} image
   * @returns {Hit | null} the mark under it
   */
  const markUnder = (event, image) => {
    const rect = frame.getBoundingClientRect();
    const at = clientToImage(clientPoint(event), rect, image.document.picture);
    const pixel = image.document.picture.width / rect.width;
    return hitMark(image.session.draft.prompt, at, pixel, touchSize(event, REACH));
  };

  /**
   * @param {Hit} hit
   * @param {ClientPoint} here
   * @param {OpenImage} image
   */
  const moveTo = ({ kind, index, ...hit }, here, image) => {
    const mark = marksOf(image.session.draft.prompt)[index]?.mark;
    const at = clientToImage(here, frame.getBoundingClientRect(), image.document.picture);
    if (mark && "point" in mark) {
      const point = { ...pixelAt(at, image.document.picture), label: mark.point.label };
      store.apply(moveMark, index, { point });
    } else if (mark && "handle" in hit) {
      store.apply(moveMark, index, {
        box: resizedBox(mark.box, hit.handle, at, image.document.picture),
      });
    }
  };

  /** @param {PointerEvent} event without a button down */
  const lookAt = (event) => {
    const image = activeImage(store.state);
    if (!image || image.session.everything.on) return;
    if (!POINTING.has(store.state.hand.tool)) {
      stage.dataset.over = "";
      store.apply(pointObject, null);
      return;
    }
    const selecting = store.state.hand.tool === "select";
    const hit = selecting ? null : markUnder(event, image);
    const aim = image.runtime.aim;
    const at = pixel(clientPoint(event), image);
    if (selecting || at === null || takesAway(event) || event.pointerType === "touch") {
      store.apply(lookAway);
    } else store.apply(hover, at);
    const object =
      hit === null && at !== null && event.pointerType !== "touch" && !event.altKey
        ? selectedBy(store.state, at)
        : null;
    store.apply(pointObject, object?.id ?? null);
    const over = hit === null ? "" : "handle" in hit ? hit.handle : hit.kind;
    stage.dataset.over = object === null ? over : "object";
    stage.dataset.sign = takesAway(event) ? "remove" : "";
    const next = activeImage(store.state)?.runtime.aim ?? null;
    if (next !== null && next !== aim) noteHover(event.timeStamp);
  };

  stage.addEventListener("contextmenu", (event) => event.preventDefault());

  stage.addEventListener("pointerdown", (event) => {
    if (gesture !== null) {
      // A second finger moves the picture: stage/panzoom.js.
      drop();
      return;
    }
    if (event.button !== 0 && event.button !== 2) return;
    const image = activeImage(store.state);
    const { tool } = store.state.hand;
    if (!image?.runtime.bitmap || image.session.everything.on || !POINTING.has(tool)) return;
    stage.setPointerCapture(event.pointerId);
    gesture = {
      pointer: event.pointerId,
      button: event.button,
      start: clientPoint(event),
      time: event.timeStamp,
      background: event.button === 2 || takesAway(event),
      dragging: false,
      hit: tool === "select" ? null : markUnder(event, image),
      always: event.altKey || event.button === 2,
      more: event.shiftKey || event.ctrlKey || event.metaKey,
    };
    const at = pixel(gesture.start, image);
    if (at === null || gesture.hit !== null || tool !== "prompt") return;
    if (!event.altKey && selectedBy(store.state, at) !== null) return;
    store.apply(press, at, gesture.background ? 0 : store.state.tool);
    if (event.pointerType !== "touch") return;
    resting = setTimeout(() => {
      drop();
      store.apply(addPoint, at, 0);
      navigator.vibrate?.(15);
    }, LONG_PRESS);
  });

  stage.addEventListener("pointermove", (event) => {
    const image = activeImage(store.state);
    if (gesture === null) lookAt(event);
    if (gesture?.pointer !== event.pointerId || !image) return;
    const { start } = gesture;
    const here = clientPoint(event);
    const slop = touchSize(event, SLOP);
    if (!gesture.dragging && Math.hypot(here.x - start.x, here.y - start.y) < slop) return;
    clearTimeout(resting);
    store.apply(lookAway);
    if (gesture.button === 2) {
      // The right button only clicks.
      gesture = null;
      return;
    }
    if (gesture.hit !== null) {
      if (!gesture.dragging) store.apply(takeMark);
      gesture.dragging = true;
      moveTo(gesture.hit, here, image);
      return;
    }
    gesture.dragging = true;
    const { picture } = image.document;
    const rect = frame.getBoundingClientRect();
    store.apply(
      draftBox,
      boxBetween(clientToImage(start, rect, picture), clientToImage(here, rect, picture), picture),
    );
  });

  stage.addEventListener("pointerup", (event) => {
    const image = activeImage(store.state);
    if (gesture?.pointer !== event.pointerId || !image) return;
    clearTimeout(resting);
    const { dragging, background, start, time, hit, always, more } = gesture;
    if (hit !== null) {
      gesture = null;
      if (!dragging && hit.kind !== "handle") store.apply(removeMark, hit.index);
      return;
    }
    const { draft, tool, hand } = store.state;
    const at = pixel(start, image);
    if (dragging) {
      drop();
      if (!draft || draft.x1 <= draft.x0 || draft.y1 <= draft.y0) return;
      if (hand.tool === "select") store.apply(selectTouched, draft, more);
      else store.apply(setBox, draft);
    } else if (at !== null) {
      click({ at, time, always, more }, image, () => {
        if (hand.tool !== "prompt") return;
        noteClick(time);
        store.apply(addPoint, at, background ? 0 : tool);
      });
      drop();
    } else {
      if (hand.tool === "select" && !more) store.apply(selectObjects, []);
      drop();
    }
  });

  /** The last click that selected. @type {{ id: string, time: DOMHighResTimeStamp } | null} */
  let last = null;

  /**
   * @param {{ at: ImagePoint, time: DOMHighResTimeStamp, always: boolean, more: boolean }} where
   * @param {OpenImage} image
   * @param {() => void} prompt where the click selects nothing
   */
  const click = ({ at, time, always, more }, image, prompt) => {
    const before = last;
    last = null;
    const suggestion = always || !suggesting(store.state) ? null : suggestionAt(image, at);
    if (suggestion !== null) {
      store.apply(pickSuggestion, suggestion.id);
      return;
    }
    const under = always ? null : objectAt(image, at);
    if (before !== null && under?.id === before.id && time - before.time < DOUBLE) {
      store.apply(reopenObject, before.id);
      return;
    }
    const object = always ? null : selectedBy(store.state, at);
    if (object === null) {
      if (store.state.hand.tool === "select" && !more) store.apply(selectObjects, []);
      prompt();
      return;
    }
    last = { id: object.id, time };
    store.apply(selectObject, object.id, more);
  };

  stage.addEventListener("pointercancel", drop);
  stage.addEventListener("pointerleave", () => {
    if (gesture !== null) return;
    store.apply(lookAway);
    store.apply(pointObject, null);
  });

  // Escape drops the box in the store; the rest of that drag then means nothing.
  store.watch(
    (state) => [state.draft],
    (draft) => {
      if (draft === null && gesture?.dragging && gesture.hit === null) gesture = null;
    },
  );
}

/**
 * Ctrl and click is the right click of a Mac.
 *
 * @param {PointerEvent} event
 */
const takesAway = ({ shiftKey, ctrlKey }) => shiftKey || ctrlKey;

/**
 * @param {PointerEvent} event
 * @param {typeof SLOP} sizes
 */
function touchSize({ pointerType }, sizes) {
  return sizes[/** @type {keyof typeof SLOP} */ (pointerType)] ?? sizes.mouse;
}
