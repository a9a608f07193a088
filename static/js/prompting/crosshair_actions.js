/**
 * Pointing with the keyboard: the arrow keys move a crosshair over the picture, Space does what a
 * click there would do, Delete takes a mark away.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 */

import { hoverEverything } from "../everything/everything_transitions.js";
import { objectAt } from "../objects/objects.js";
import { selectObject } from "../objects/objects_transitions.js";
import { activeImage } from "../shell/state.js";
import { panBy } from "../stage/looking_transitions.js";
import { placementOf } from "../stage/seen.js";
import { hover } from "./aiming_transitions.js";
import { cornerBox, moveCrosshair } from "./crosshair_transitions.js";
import { hitMark } from "./marks.js";
import { addPoint, correct, draftStroke, removeMark } from "./prompting_transitions.js";
import { marksOf } from "./prompts.js";

/** CSS pixels around a mark that belong to it. */
const REACH = 9;
/** CSS pixels to the stage's edge at which the picture follows. */
const EDGE = 24;

/**
 * @param {Store} store
 * @param {{ x: number, y: number }} by pixels of the picture
 */
export function moveBy(store, by) {
  store.apply(moveCrosshair, by);
  const { crosshair } = store.state;
  const image = activeImage(store.state);
  if (crosshair === null || image === null) return;
  follow(store, crosshair.x + 0.5, crosshair.y + 0.5);
  if (image.session.everything.on) store.apply(hoverEverything, crosshair);
  else store.apply(hover, crosshair);
}

/**
 * Pushes the picture so that a place of it can be seen.
 *
 * @param {Store} store
 * @param {number} x
 * @param {number} y
 */
function follow(store, x, y) {
  const image = activeImage(store.state);
  const { room } = store.state;
  if (image === null || room === null) return;
  const { left, top, scale } = placementOf(store.state, image);
  const css = scale / room.pixelRatio;
  const out = (/** @type {number} */ at, /** @type {number} */ length) =>
    Math.max(EDGE - at, 0) + Math.min(length - EDGE - at, 0);
  const by = { x: out(left + x * css, room.width), y: out(top + y * css, room.height) };
  if (by.x !== 0 || by.y !== 0) store.apply(panBy, by);
}

/** @param {Store} store @param {Pick<Actions, "pick">} actions */
export function actAtCrosshair(store, actions) {
  const { crosshair, corner, hand, tool, stroke } = store.state;
  const image = activeImage(store.state);
  if (crosshair === null || image === null) return;
  /** @type {[number, number]} */
  const at = [crosshair.x + 0.5, crosshair.y + 0.5];
  if (image.session.everything.on) actions.pick(crosshair);
  else if (corner !== null || hand.tool === "box") store.apply(cornerBox);
  else if (hand.tool === "prompt") store.apply(addPoint, crosshair, tool);
  else if (hand.tool === "select") {
    const object = objectAt(image, crosshair);
    if (object) store.apply(selectObject, object.id, false);
  } else if (hand.tool === "brush") {
    const { radius } = hand;
    store.apply(correct, { type: "brush", add: tool === 1, radius, points: [at] });
  } else {
    const points = stroke?.type === "polygon" ? [...stroke.points, at] : [at];
    store.apply(draftStroke, { type: "polygon", add: stroke?.add ?? tool === 1, points });
  }
}

/**
 * @param {Store} store
 * @returns {boolean} whether there was a mark to take away
 */
export function takeAwayMark(store) {
  const image = activeImage(store.state);
  if (image === null) return false;
  const { crosshair, room } = store.state;
  const { prompt } = image.session.draft;
  const pixel = room === null ? 1 : room.pixelRatio / placementOf(store.state, image).scale;
  const hit =
    crosshair && hitMark(prompt, { x: crosshair.x + 0.5, y: crosshair.y + 0.5 }, pixel, REACH);
  const index = hit?.index ?? marksOf(prompt).length - 1;
  if (index >= 0) store.apply(removeMark, index);
  return index >= 0;
}
