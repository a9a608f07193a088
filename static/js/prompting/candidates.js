/**
 * The candidates of an ambiguous prompt as small pictures to choose from. The cards stay in place
 * and are only filled anew, so that nothing flickers between two answers.
 *
 * @import { Box } from "../stage/geometry.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Window } from "../windows/windows.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find, html, resize } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { fillMask, strokeOutline } from "../stage/paint.js";
import { drawPicture } from "../tiles/drawing.js";
import { chooseCandidate } from "./prompting_transitions.js";
import { wantedToken } from "./wanted.js";

/** With a memory, token 0 is offered too. */
const CARDS = 4;
/** A thumbnail's canvas, pixels: twice its size on the page. */
const CARD = { width: 128, height: 96 };
/** How much of the surroundings is shown where candidates are seen in one and the same crop, so that
 * they can be compared; relative to the largest. */
const MARGIN = 0.15;
/** The same for a candidate that is shown by itself: where it lies must be told by more. */
const WIDE_MARGIN = 1;
/** A candidate that would take less of the common crop than this is shown by itself. */
const TINY = 0.5;

/** @param {{ store: Store, strings: Strings }} parts */
export function mountCandidates({ store, strings }) {
  const section = find("#candidates", HTMLElement);
  const cards = Array.from({ length: CARDS }, (_, index) => createCard(index));
  const list = find(".candidate-list", HTMLElement);

  store.watch(
    (state) => {
      const image = activeImage(state);
      return [image?.runtime.answer?.candidates, image && wantedToken(image), state.language];
    },
    (candidates, token) => {
      const ambiguous = candidates !== undefined && candidates.length > 1;
      section.hidden = !ambiguous;
      if (!ambiguous) return;
      for (const [index, { button, label, caption }] of cards.entries()) {
        const candidate = candidates[index];
        if (candidate === undefined) {
          button.remove();
          continue;
        }
        if (!button.isConnected) list.append(button);
        const { iou } = candidate;
        button.dataset.token = String(candidate.token);
        button.dataset.iou = String(iou);
        label.textContent = strings.candidate(String(index + 1));
        button.title = `Alt+${index + 1}`;
        caption.textContent = strings.iou(iou);
        // While the next answer is on its way, the last choice stays marked.
        if (token !== null) {
          button.setAttribute("aria-pressed", String(candidate.token === token));
        }
      }
    },
  );

  store.watch(
    (state) => {
      const image = activeImage(state);
      const { thumbnails, answer, bitmap, tiles } = image?.runtime ?? {};
      return [thumbnails, answer?.candidates, bitmap, tiles];
    },
    (thumbnails, candidates, bitmap) => {
      const image = activeImage(store.state);
      if (!thumbnails || !candidates || !bitmap || image === null) return;
      const { masks, window } = thumbnails;
      const common = cropOf([...masks.values()], MARGIN);
      for (const [index, { token }] of candidates.entries()) {
        const mask = masks.get(token);
        if (!mask) continue;
        // Beside one that is many times as large, it would be a dot.
        const own = cropOf([mask], WIDE_MARGIN);
        const crop = own.width < TINY * common.width ? own : common;
        drawThumbnail(cards[index].canvas, { image, window }, mask, crop);
      }
    },
  );

  find("#stage", HTMLElement).addEventListener(
    "wheel",
    (event) => {
      const image = activeImage(store.state);
      const candidates = image?.runtime.answer?.candidates ?? [];
      const turned = Math.sign(event.deltaY || event.deltaX);
      if (!event.altKey || image === null || candidates.length < 2 || turned === 0) return;
      event.preventDefault();
      const place = candidates.findIndex(({ token }) => token === wantedToken(image));
      const next = Math.min(Math.max(place + turned, 0), candidates.length - 1);
      store.apply(chooseCandidate, candidates[next].token);
    },
    { passive: false },
  );

  /** @param {number} index */
  function createCard(index) {
    const rank = String(index + 1);
    const canvas = html("canvas", { class: "candidate-picture" });
    const key = { class: "candidate-key for-mouse", "data-rank": rank, "aria-hidden": "true" };
    const label = html("span", { class: "visually-hidden" });
    const caption = html("span", { class: "candidate-iou" });
    const button = html(
      "button",
      { type: "button", class: "candidate", "data-testid": "candidate", "aria-pressed": "false" },
      canvas,
      html("span", key),
      label,
      caption,
    );
    button.addEventListener("click", () =>
      store.apply(chooseCandidate, Number(button.dataset.token)),
    );
    return { button, canvas, label, caption };
  }
}

/**
 * The part of the picture that shows all these masks, in the card's shape.
 *
 * @param {readonly Mask[]} masks of one size
 * @param {number} margin around them, relative to their size
 * @returns {{ x: number, y: number, width: number, height: number }} in their pixels; may reach
 *   beyond the picture's edges
 */
function cropOf(masks, margin) {
  const boxes = masks.map(({ box }) => box).filter((box) => box !== null);
  const [{ width, height }] = masks;
  const whole = { x0: 0, y0: 0, x1: width, y1: height };
  const all = boxes.length === 0 ? whole : boxes.reduce(union);
  const spread = 1 + 2 * margin;
  const scale = Math.max(
    Math.min((all.x1 - all.x0) * spread, width) / CARD.width,
    Math.min((all.y1 - all.y0) * spread, height) / CARD.height,
  );
  const size = { width: CARD.width * scale, height: CARD.height * scale };
  return {
    x: within((all.x0 + all.x1 - size.width) / 2, width - size.width),
    y: within((all.y0 + all.y1 - size.height) / 2, height - size.height),
    ...size,
  };
}

/**
 * @param {number} start
 * @param {number} room left over; when negative, the picture is centred in the crop instead
 */
const within = (start, room) => (room < 0 ? room / 2 : Math.min(Math.max(start, 0), room));

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {Box}
 */
function union(a, b) {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{ image: OpenImage, window: Window }} picture and the part of it that the mask shows
 * @param {Mask} mask
 * @param {ReturnType<typeof cropOf>} crop
 */
function drawThumbnail(canvas, { image, window }, mask, crop) {
  const context = canvas.getContext("2d");
  const layer = new OffscreenCanvas(mask.width, mask.height).getContext("2d");
  if (!context || !layer) return;
  fillMask(layer, mask);
  resize(canvas, CARD);
  context.imageSmoothingQuality = "high";
  const scale = CARD.width / crop.width;
  context.scale(scale, scale);
  context.translate(-crop.x, -crop.y);
  const { x, y, width, height } = window;
  const from = { x0: x, y0: y, x1: x + width, y1: y + height };
  drawPicture(context, image, from, { x0: 0, y0: 0, x1: mask.width, y1: mask.height });
  context.drawImage(layer.canvas, 0, 0);
  strokeOutline(context, mask, 1.5 / scale);
}
