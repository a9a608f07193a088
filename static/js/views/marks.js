/**
 * The prompt over the picture: points as discs with a plus or a minus, the box, and the box being
 * dragged. Positions are percentages, so they hold at any size of the stage.
 *
 * @import { Box, Size } from "../geometry.js"
 * @import { PromptPoint } from "../prompts.js"
 * @import { Store } from "../store.js"
 */

import { activeImage } from "../state.js";
import { find, svg } from "./dom.js";

/** @param {{ store: Store }} parts */
export function mountMarks({ store }) {
  const overlay = find("#overlay", SVGSVGElement);
  store.watch(
    (state) => {
      const image = activeImage(state);
      return [image?.history.present.prompt, state.draft, image?.width ?? 0, image?.height ?? 0];
    },
    (prompt, draft, width, height) => {
      const size = { width, height };
      // A picture that is opened again brings its prompt along, and its size only later.
      if (width === 0) prompt = undefined;
      /** @type {SVGElement[]} */
      const marks = [];
      const box = prompt?.box;
      if (box && !draft) marks.push(rectangle(box, size, "box"));
      if (draft) marks.push(rectangle(draft, size, "rubber-band"));
      for (const point of prompt?.points ?? []) marks.push(disc(point, size));
      overlay.replaceChildren(...marks);
    },
  );
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
 */
function rectangle({ x0, y0, x1, y1 }, size, name) {
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
