/**
 * Through which windows a picture on the stage is seen: where a person has gone in a large one decides
 * which of them a prompt is answered by, and which are worth to be there before it.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { State } from "../shell/state.js"
 * @import { Box, ImagePoint, Part, Size } from "../stage/geometry.js"
 * @import { Window, Windowing } from "./windows.js"
 */

import { isEmptyPrompt } from "../prompting/prompts.js";
import { seenPart } from "../stage/seen.js";
import { renderSize, scaleInto } from "../stage/viewport.js";
import {
  holds,
  INNER_SHARE,
  needsWindows,
  sameWindow,
  wholeOf,
  windowFor,
  windowsForView,
  withMargin,
} from "./windows.js";

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {{ side: number, view: Box, picture: Size } | null} what the encoder sees, and what the
 *   person does, image frame; null where the picture is seen whole or is too small to have windows
 */
export function closeLook({ model, room }, image) {
  const { picture } = image.document;
  const side = model.info?.image_size ?? null;
  if (side === null || room === null || image.session.camera === null) return null;
  if (!needsWindows(picture, side)) return null;
  const { width, height, box } = seenPart({ room }, image);
  if (box === undefined) return null;
  const [u, v] = [picture.width / width, picture.height / height];
  const view = { x0: box.x0 * u, y0: box.y0 * v, x1: box.x1 * u, y1: box.y1 * v };
  return { side, view, picture };
}

/**
 * Which windows prompts on a picture are answered by, as it is seen now. Of several that show a part
 * well the decoder's comes first, then one that is there.
 *
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Windowing}
 */
export function windowing(state, image) {
  const look = closeLook(state, image);
  if (look === null) return () => null;
  const { side, view, picture } = look;
  const placed = state.placedKey === image.key ? state.placedWindow : null;
  const here = image.runtime.windows.map(({ window }) => window);
  return (box) => {
    const best = windowFor(box, picture, side, view);
    if (sameWindow(best, wholeOf(picture))) return null;
    const around = surroundings(box, best, picture);
    const fits = (/** @type {Window | null | undefined} */ window) =>
      window?.width === best.width && window.height === best.height && holds(window, around);
    const middle = (/** @type {Window} */ { x, y, width, height }) =>
      Math.hypot(x + (width - box.x0 - box.x1) / 2, y + (height - box.y0 - box.y1) / 2);
    const choose = (/** @type {readonly (Window | undefined | null)[]} */ windows) =>
      windows
        .filter((window) => window !== null && window !== undefined)
        .filter(fits)
        .sort((a, b) => middle(a) - middle(b))[0];
    return choose([placed]) ?? choose(here) ?? choose(windowsForView(view, picture, side)) ?? best;
  };
}

/**
 * A window as a part to draw.
 *
 * @param {Window} window
 * @param {Size} picture
 * @param {number} longest side of what is drawn, pixels
 * @returns {Part} no larger than the window
 */
export function partOfWindow(window, picture, longest) {
  const size = renderSize(picture, scaleInto(window, longest));
  if (sameWindow(window, wholeOf(picture))) return size;
  const [u, v] = [size.width / picture.width, size.height / picture.height];
  const { x, y, width, height } = window;
  const box = {
    x0: Math.floor(x * u),
    y0: Math.floor(y * v),
    x1: Math.min(Math.ceil((x + width) * u), size.width),
    y1: Math.min(Math.ceil((y + height) * v), size.height),
  };
  return { ...size, box };
}

/**
 * @param {OpenImage} image
 * @param {Window} window
 * @returns {Embedding | null} of the window, or of all of the picture; null while it is not there
 */
export function embeddingOf({ document: { picture }, runtime: { embedding, windows } }, window) {
  if (sameWindow(window, wholeOf(picture))) return embedding;
  return windows.find((each) => each.window && sameWindow(each.window, window)) ?? null;
}

/**
 * The embedding that the next prompt will be asked with, as far as can be known: that of the present
 * mask's window, else of the one where the pointer is, or the middle of what is seen.
 *
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Embedding | null} null while there is none at all
 */
export function embeddingAtRest(state, image) {
  const { runtime, session } = image;
  const { prompt } = session.draft;
  const wanted = isEmptyPrompt(prompt)
    ? windowAtRest(state, image)
    : ((runtime.answer?.prompt === prompt ? runtime.answer.window : prompt.window) ?? null);
  return (wanted && embeddingOf(image, wanted)) ?? runtime.embedding;
}

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Window | null} where the next object will be asked about; null for all of the picture
 */
export function windowAtRest(state, image) {
  const look = closeLook(state, image);
  if (look === null) return null;
  const { x, y } = pointOfInterest(image, look.view);
  return windowing(state, image)({ x0: x, y0: y, x1: x, y1: y });
}

/**
 * @param {OpenImage} image
 * @param {Box} view
 * @returns {ImagePoint} where the pointer is, else the middle of what is seen
 */
export function pointOfInterest({ runtime: { aim } }, { x0, y0, x1, y1 }) {
  const last = aim?.prompt.points.at(-1);
  const seen = last && last.x >= x0 && last.x <= x1 && last.y >= y0 && last.y <= y1;
  return seen ? last : { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
}

/**
 * @param {Box} box
 * @param {Window} window
 * @param {Size} picture
 * @returns {Box} what should be seen around it in windows of that extent
 */
function surroundings(box, { width, height }, picture) {
  const inner = INNER_SHARE * Math.max(width, height);
  const least = withMargin(box, picture);
  return {
    x0: Math.min(least.x0, Math.max(0, box.x0 - inner)),
    y0: Math.min(least.y0, Math.max(0, box.y0 - inner)),
    x1: Math.max(least.x1, Math.min(picture.width, box.x1 + inner)),
    y1: Math.max(least.y1, Math.min(picture.height, box.y1 + inner)),
  };
}
