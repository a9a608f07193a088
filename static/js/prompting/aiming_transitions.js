/**
 * Transitions of the pointer before it has said anything: what a click would ask, and the decoder's
 * answer to that. None of it is part of the history.
 *
 * @import { ImagePoint } from "../stage/geometry.js"
 * @import { PointLabel } from "./prompts.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Answer, ShownMask } from "../pictures/runtime.js"
 * @import { State } from "../shell/state.js"
 */

import { isEmptyDraft } from "../session/picture_session.js";
import { activeImage, changeImage } from "../shell/state.js";
import { placementOf } from "../stage/seen.js";
import { windowing } from "../windows/seeing.js";
import { EMPTY_PROMPT, isAmbiguous, withMark } from "./prompts.js";
import { aimedPrompt, settledToken } from "./wanted.js";

/**
 * The pointer hovers over a pixel. Only a first foreground point is glimpsed: later ones change a
 * mask that is there already, and two masks over each other would tell nobody which is which.
 *
 * @param {State} state
 * @param {ImagePoint} point
 * @returns {State}
 */
export function hover(state, point) {
  const image = activeImage(state);
  const glimpsed =
    state.glimpsing &&
    state.tool === 1 &&
    state.hand.tool === "prompt" &&
    image?.runtime.step === "ready" &&
    !image.session.everything.on &&
    isEmptyDraft(image.session.draft);
  if (!glimpsed) return lookAway(state);
  if (image.runtime.aim?.hovering && isAimedAt(state, image, point)) return state;
  const mark = { point: { ...point, label: /** @type {const} */ (1) } };
  const aim = {
    prompt: withMark(EMPTY_PROMPT, mark, null, windowing(state, image)),
    hovering: true,
  };
  return changeImage(state, image.key, () => ({ runtime: { aim } }));
}

/**
 * Whether the aim is where the pointer is, as far as a screen shows it: while the picture is zoomed
 * under a pointer that stays, no pixel beside the last one is worth an answer of its own.
 *
 * @param {State} state
 * @param {OpenImage} image
 * @param {ImagePoint} point
 */
function isAimedAt(state, image, { x, y }) {
  const last = image.runtime.aim?.prompt.points.at(-1);
  if (last === undefined || last.label !== 1) return false;
  const { scale } = placementOf(state, image);
  return (last.x === x && last.y === y) || Math.hypot(last.x - x, last.y - y) * scale < 1;
}

/**
 * A pointer goes down on a pixel: if that becomes a click, its prompt will have been under way
 * since now.
 *
 * @param {State} state
 * @param {ImagePoint} point
 * @param {PointLabel} label
 * @returns {State}
 */
export function press(state, point, label) {
  const image = activeImage(state);
  if (image === null || image.document.picture.width === 0 || aimedPrompt(image, point, label))
    return state;
  const { prompt } = image.session.draft;
  const mark = { point: { ...point, label } };
  const aimed = withMark(prompt, mark, settledToken(image), windowing(state, image));
  const aim = { prompt: aimed, hovering: false };
  return changeImage(state, image.key, () => ({ runtime: { aim } }));
}

/**
 * The pointer is gone, or will not click.
 *
 * @param {State} state
 * @returns {State}
 */
export function lookAway(state) {
  const image = activeImage(state);
  if (image === null) return state;
  const { aim, glimpse } = image.runtime;
  if (aim === null && glimpse === null) return state;
  return changeImage(state, image.key, () => ({ runtime: { aim: null, glimpse: null } }));
}

/**
 * The answer to an aim. While the pointer hovers, one to a place where it was before is taken too:
 * it stays until the next is there.
 *
 * @param {State} state
 * @param {number} key
 * @param {Answer} answer
 * @param {ShownMask} shown
 * @returns {State}
 */
export function showGlimpse(state, key, answer, shown) {
  return changeImage(state, key, ({ runtime: { aim } }) => {
    const wanted = aim?.prompt === answer.prompt || (aim?.hovering && isAmbiguous(answer.prompt));
    return wanted ? { runtime: { glimpse: { answer, shown } } } : {};
  });
}

/**
 * Whether the mask under the pointer is shown before a click.
 *
 * @param {State} state
 * @param {boolean} glimpsing
 * @returns {State}
 */
export function allowGlimpses(state, glimpsing) {
  return { ...lookAway(state), glimpsing };
}
