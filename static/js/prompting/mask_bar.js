/**
 * The bar at the mask: candidates, predicted IoU, and what keeps it. It stands beside the mask, where
 * it hides as little of the picture as can be; on a narrow screen it is in the sheet. While Alt is
 * held, clicks go through it.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { isEmptyDraft } from "../session/picture_session.js";
import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { boxOf } from "../stage/geometry.js";
import { placementOf } from "../stage/seen.js";
import { maskState } from "./wanted.js";

/** CSS pixels between mask and bar, and between bar and the stage's edge. */
const GAP = 12;
const EDGE = 8;

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountMaskBar({ store, actions, strings }) {
  const bar = find("#mask-bar", HTMLElement);
  const stage = find("#stage", HTMLElement);
  const take = find("#take", HTMLButtonElement);
  const text = find("#take-text", HTMLElement);
  take.addEventListener("click", () => actions.take());

  store.watch(
    (state) => {
      const image = activeImage(state);
      const { draft, everything } = image?.session ?? {};
      const begun = draft !== undefined && (!isEmptyDraft(draft) || draft.editing !== null);
      const ready = maskState(image) === "shown";
      return [begun && !everything?.on, ready, draft?.editing ?? null, state.language];
    },
    (begun, ready, editing) => {
      bar.hidden = !begun;
      take.disabled = !ready;
      text.textContent = editing === null ? strings.take : strings.takeAgain;
    },
  );

  const place = () => {
    const spot = bar.hidden ? null : maskBox(store.state);
    if (spot === null) return;
    const room = { width: stage.clientWidth, height: stage.clientHeight };
    const { x, y } = beside(spot, { width: bar.offsetWidth, height: bar.offsetHeight }, room);
    bar.style.setProperty("--x", `${Math.round(x)}px`);
    bar.style.setProperty("--y", `${Math.round(y)}px`);
  };
  store.watch((state) => {
    const image = activeImage(state);
    const { shown, answer } = image?.runtime ?? {};
    return [bar.hidden, shown, answer, image?.session.camera, state.room, state.language];
  }, place);

  const through = (/** @type {boolean} */ on) => {
    bar.dataset.through = String(on);
  };
  document.addEventListener("keydown", ({ key }) => key === "Alt" && through(true));
  document.addEventListener("keyup", ({ key }) => key === "Alt" && through(false));
  window.addEventListener("blur", () => through(false));
}

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Spot CSS pixels of the stage */

/**
 * @param {State} state
 * @returns {Spot | null} where the mask on the stage lies; null where there is none
 */
function maskBox(state) {
  const image = activeImage(state);
  const { shown = null } = image?.runtime ?? {};
  if (image === null || shown?.mask.box == null || state.room === null) return null;
  const { left, top, width, height } = placementOf(state, image);
  const { margin } = state.room;
  const part = boxOf(shown.part);
  const u = width / shown.part.width;
  const v = height / shown.part.height;
  const { x0, y0, x1, y1 } = shown.mask.box;
  return {
    left: margin + left + (part.x0 + x0) * u,
    top: margin + top + (part.y0 + y0) * v,
    right: margin + left + (part.x0 + x1) * u,
    bottom: margin + top + (part.y0 + y1) * v,
  };
}

/**
 * Below the mask if there is room, else above it, else beside it; at the stage's lower edge where it
 * fills all of that.
 *
 * @param {Spot} mask
 * @param {{ width: number, height: number }} bar
 * @param {{ width: number, height: number }} room
 * @returns {{ x: number, y: number }} of the bar's upper left corner
 */
export function beside(mask, bar, room) {
  const within = (/** @type {number} */ at, /** @type {number} */ most) =>
    Math.max(EDGE, Math.min(at, most - EDGE));
  const x = within((mask.left + mask.right - bar.width) / 2, room.width - bar.width);
  const y = within((mask.top + mask.bottom - bar.height) / 2, room.height - bar.height);
  if (mask.bottom + GAP + bar.height + EDGE <= room.height) return { x, y: mask.bottom + GAP };
  if (mask.top - GAP - bar.height >= EDGE) return { x, y: mask.top - GAP - bar.height };
  if (mask.right + GAP + bar.width + EDGE <= room.width) return { x: mask.right + GAP, y };
  if (mask.left - GAP - bar.width >= EDGE) return { x: mask.left - GAP - bar.width, y };
  return { x, y: room.height - bar.height - EDGE };
}
