/**
 * How masks are shown: over the picture with an opacity, alone, or as cut-outs of the picture.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Look } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Kept } from "../shell/options.js"
 */

import { INSIDE, patchOf } from "../everything/layer.js";
import { context2d, find, layOver, resize } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { boxOf } from "./geometry.js";
import { masksOver } from "./layer_view.js";
import { changeLook } from "./looking_transitions.js";
import { fillMask } from "./paint.js";
import { seenPart } from "./seen.js";

const KEY = "look";
const SOLID = { fill: [255, 255, 255, 255], outline: 0 };

/** @param {{ store: Store, kept: Kept }} parts */
export function mountLooks({ store, kept }) {
  const opacity = find("#look-opacity", HTMLInputElement);
  const outline = find("#look-outline", HTMLInputElement);
  /** @type {NodeListOf<HTMLButtonElement>} */
  const views = document.querySelectorAll("button[data-look-view]");
  store.apply(changeLook, stored(kept));
  opacity.addEventListener("input", () =>
    store.apply(changeLook, { opacity: Number(opacity.value) }),
  );
  outline.addEventListener("change", () => store.apply(changeLook, { outline: outline.checked }));
  for (const button of views) {
    const view = /** @type {Look["view"]} */ (button.dataset.lookView);
    button.addEventListener("click", () => store.apply(changeLook, { view }));
  }
  store.watch(
    (state) => [state.look],
    (look) => {
      opacity.value = String(look.opacity);
      outline.checked = look.outline;
      document.body.dataset.look = look.view;
      for (const button of views) {
        button.setAttribute("aria-pressed", String(button.dataset.lookView === look.view));
      }
      kept?.setItem(KEY, JSON.stringify(look));
    },
  );
  mountLooked(store);
}

/** @param {Store} store */
function mountLooked(store) {
  const context = context2d("#looked");
  const { canvas } = context;
  let scheduled = false;

  /** @param {OpenImage} image */
  const draw = (image) => {
    const { look } = store.state;
    const part = seenPart(store.state, image);
    const { x0, y0, x1, y1 } = boxOf(part);
    const size = { width: x1 - x0, height: y1 - y0 };
    if (canvas.width !== size.width || canvas.height !== size.height) resize(canvas, size);
    layOver(canvas, part);
    const inside = maskCanvas(image, size);
    if (inside === null) return;
    context.globalCompositeOperation = "copy";
    if (look.view === "mask") {
      context.fillStyle = "#000";
      context.fillRect(0, 0, size.width, size.height);
      context.globalCompositeOperation = "source-over";
    } else {
      context.fillStyle = look.view === "checkerboard" ? checkerboard(context) : look.view;
      context.fillRect(0, 0, size.width, size.height);
      context.globalCompositeOperation = "destination-out";
    }
    context.drawImage(inside, 0, 0);
  };

  /**
   * All masks that can be seen, white.
   *
   * @param {OpenImage} image
   * @param {{ width: number, height: number }} size
   */
  const maskCanvas = (image, size) => {
    const target = new OffscreenCanvas(size.width, size.height).getContext("2d");
    if (target === null) return null;
    const part = seenPart(store.state, image);
    const all = new ImageData(size.width, size.height);
    const pixels = new Uint32Array(all.data.buffer);
    for (const { mask } of masksOver(image, store.state)) {
      const { cells, x, y, width, height } = patchOf(mask, image.document.picture, part);
      for (let j = Math.max(0, -y); j < Math.min(height, size.height - y); j++) {
        for (let i = Math.max(0, -x); i < Math.min(width, size.width - x); i++) {
          if (cells[j * width + i] >= INSIDE) pixels[(y + j) * size.width + x + i] = 0xffffffff;
        }
      }
    }
    target.putImageData(all, 0, 0);
    if (image.runtime.shown && !image.session.everything.on) {
      const { mask, part: own } = image.runtime.shown;
      const layer = new OffscreenCanvas(mask.width, mask.height).getContext("2d");
      if (layer === null) return null;
      fillMask(layer, mask, SOLID);
      const [u, v] = [part.width / own.width, part.height / own.height];
      const [from, to] = [boxOf(own), boxOf(part)];
      target.imageSmoothingEnabled = false;
      const { width, height } = mask;
      const [left, top] = [from.x0 * u - to.x0, from.y0 * v - to.y0];
      target.drawImage(layer.canvas, left, top, width * u, height * v);
    }
    return target.canvas;
  };

  store.watch(
    (state) => {
      const image = activeImage(state);
      const { bitmap, shown, search } = image?.runtime ?? {};
      const { document, session } = image ?? {};
      return [state.look, state.room, bitmap, shown, search, document?.annotations, session];
    },
    (look) => {
      canvas.hidden = look.view === "overlay";
      if (canvas.hidden || scheduled) return;
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        const image = activeImage(store.state);
        if (image?.runtime.bitmap && store.state.look.view !== "overlay") draw(image);
      });
    },
  );
}

/** @param {CanvasRenderingContext2D} context */
function checkerboard(context) {
  const side = 8 * Math.max(1, Math.round(devicePixelRatio));
  const tile = new OffscreenCanvas(2 * side, 2 * side).getContext("2d");
  if (tile === null) return "#ccc";
  tile.fillStyle = "#fff";
  tile.fillRect(0, 0, 2 * side, 2 * side);
  tile.fillStyle = "#c9ccd1";
  tile.fillRect(0, 0, side, side);
  tile.fillRect(side, side, side, side);
  return context.createPattern(tile.canvas, "repeat") ?? "#ccc";
}

/**
 * @param {Kept} kept
 * @returns {Partial<Look>} how it was left the last time; the picture itself is always seen again
 */
function stored(kept) {
  try {
    const { opacity, outline, colourBy } = JSON.parse(kept?.getItem(KEY) ?? "{}");
    return {
      ...(opacity >= 0 && opacity <= 1 ? { opacity } : {}),
      ...(typeof outline === "boolean" ? { outline } : {}),
      ...(colourBy === "class" || colourBy === "object" ? { colourBy } : {}),
    };
  } catch {
    return {};
  }
}
