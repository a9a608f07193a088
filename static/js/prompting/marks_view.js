/**
 * The prompt over the picture: points as discs with a plus or a minus, the box, and the box being
 * dragged. Positions are percentages, so they hold at any size of the stage.
 *
 * @import { Box, Size } from "../stage/geometry.js"
 * @import { PromptPoint } from "./prompts.js"
 * @import { Store } from "../shell/store.js"
 */

import { find, svg } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { placementOf } from "../stage/seen.js";
import { CLOSE_DISTANCE, handlesOf } from "./marks.js";
import { marksOf } from "./prompts.js";

/** @param {{ store: Store }} parts */
export function mountMarks({ store }) {
  const overlay = find("#overlay", SVGSVGElement);
  store.watch(
    (state) => {
      const image = activeImage(state);
      const { width, height } = image?.document.picture ?? { width: 0, height: 0 };
      const pixel =
        image && state.room ? state.room.pixelRatio / placementOf(state, image).scale : 1;
      return [image?.session.draft.prompt, state.draft, width, height, pixel];
    },
    (prompt, draft, width, height, pixel) => {
      const size = { width, height };
      // A picture that is opened again brings its prompt along, and its size only later.
      if (width === 0) prompt = undefined;
      /** @type {SVGElement[]} */
      const marks = [];
      const box = prompt?.box;
      if (prompt && box && !draft) {
        const index = marksOf(prompt).findIndex(({ mark }) => "box" in mark);
        marks.push(rectangle(box, size, "box", index), ...handles(box, size, pixel));
      }
      if (draft) marks.push(rectangle(draft, size, "rubber-band"));
      for (const point of prompt?.points ?? []) marks.push(disc(point, size));
      overlay.replaceChildren(...marks);
    },
  );
}

/**
 * The box's handles, and its way out beside the upper right one.
 *
 * @param {Box} box
 * @param {Size} size
 * @param {number} pixel image pixels for each CSS pixel
 */
function handles(box, size, pixel) {
  const at = (/** @type {number} */ x, /** @type {number} */ y) => ({
    overflow: "visible",
    x: percent(x, size.width),
    y: percent(y, size.height),
  });
  const squares = handlesOf(box, pixel).map(({ handle, x, y }) =>
    svg(
      "svg",
      { ...at(x, y), "data-testid": "handle", "data-handle": handle },
      svg("rect", { class: "box-handle", x: -4.5, y: -4.5, width: 9, height: 9, rx: 2 }),
    ),
  );
  const close = svg(
    "svg",
    { ...at(box.x1 + CLOSE_DISTANCE * pixel, box.y0), "data-testid": "box-close" },
    svg("circle", { class: "box-close", r: 8 }),
    svg("path", { class: "mark-glyph", d: "m-3 -3 6 6m0 -6-6 6" }),
  );
  return [...squares, close];
}

/**
 * @param {PromptPoint} point
 * @param {Size} size
 */
function disc({ x, y, label }, size) {
  const glyph = label === 1 ? "M-3 0h6M0 -3v6" : "M-3 0h6";
  // A point is a whole pixel; the disc sits on that pixel's centre.
  return svg(
    "svg",
    {
      class: "mark",
      overflow: "visible",
      x: percent(x + 0.5, size.width),
      y: percent(y + 0.5, size.height),
      "data-testid": "point",
      "data-label": label,
      "data-x": x,
      "data-y": y,
    },
    svg("circle", { class: "mark-shadow", r: 9.5 }),
    svg("circle", { class: label === 1 ? "mark-add" : "mark-remove", r: 7 }),
    svg("path", { class: "mark-glyph", d: glyph }),
  );
}

/**
 * @param {Box} box
 * @param {Size} size
 * @param {"box" | "rubber-band"} name
 * @param {number} [index] of the mark, in the order made
 */
function rectangle({ x0, y0, x1, y1 }, size, name, index = -1) {
  const place = {
    x: percent(x0, size.width),
    y: percent(y0, size.height),
    width: percent(x1 - x0, size.width),
    height: percent(y1 - y0, size.height),
  };
  return svg(
    "g",
    {
      class: name,
      "data-testid": name,
      "data-x0": x0,
      "data-y0": y0,
      "data-x1": x1,
      "data-y1": y1,
      "data-index": index,
    },
    svg("rect", { class: "box-edge", ...place }),
    svg("rect", { class: "box-line", ...place }),
  );
}

/**
 * @param {number} part
 * @param {number} whole
 */
const percent = (part, whole) => `${(part / whole) * 100}%`;
