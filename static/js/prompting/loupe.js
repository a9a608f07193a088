/**
 * The loupe: what lies under a finger, enlarged above it, as the finger hides what it points at.
 *
 * @import { Store } from "../shell/store.js"
 */

import { clientPoint, context2d, find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { clientToImage } from "../stage/geometry.js";
import { placementOf } from "../stage/seen.js";
import { drawPicture } from "../tiles/drawing.js";

/** CSS pixels of its side, and from the finger to its middle. */
const SIDE = 112;
const ABOVE = 96;
/** How much larger than on the stage. */
const ENLARGED = 2;

/** @param {{ store: Store }} parts */
export function mountLoupe({ store }) {
  const context = context2d("#loupe");
  const { canvas } = context;
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);
  const mask = find("#mask", HTMLCanvasElement);
  /** Fingers that are down; with two the picture is moved. */
  const fingers = new Set();

  const hide = () => {
    canvas.hidden = true;
  };

  /** @param {PointerEvent} event */
  const show = (event) => {
    const image = activeImage(store.state);
    if (!image?.runtime.bitmap || fingers.size !== 1) return hide();
    const here = clientPoint(event);
    const at = clientToImage(here, frame.getBoundingClientRect(), image.document.picture);
    const ratio = devicePixelRatio;
    const side = Math.round(SIDE * ratio);
    if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
    const scale = placementOf(store.state, image).scale * ENLARGED;
    const rect = stage.getBoundingClientRect();
    const x = Math.min(Math.max(here.x - rect.left - SIDE / 2, 0), rect.width - SIDE);
    const above = here.y - rect.top - ABOVE - SIDE / 2;
    // At the stage's upper edge there is no room above the finger.
    const y = above >= 0 ? above : here.y - rect.top + ABOVE - SIDE / 2;
    canvas.style.transform = `translate(${x}px, ${y}px)`;
    canvas.hidden = false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, side, side);
    context.setTransform(scale, 0, 0, scale, side / 2 - at.x * scale, side / 2 - at.y * scale);
    const { width, height } = image.document.picture;
    const reach = side / scale / 2;
    const around = {
      x0: Math.max(0, at.x - reach),
      y0: Math.max(0, at.y - reach),
      x1: Math.min(width, at.x + reach),
      y1: Math.min(height, at.y + reach),
    };
    drawPicture(context, image, around, around);
    drawMask(scale, at, side);
  };

  /**
   * The mask as it is on the stage, over its place.
   *
   * @param {number} scale
   * @param {{ x: number, y: number }} at
   * @param {number} side
   */
  const drawMask = (scale, at, side) => {
    const image = activeImage(store.state);
    const { shown } = image?.runtime ?? {};
    context.resetTransform();
    if (image && shown) {
      const { width, height } = image.document.picture;
      const share = (/** @type {string} */ text) => Number.parseFloat(text) / 100;
      const { left, top, width: w, height: h } = mask.style;
      const x0 = side / 2 + (share(left) * width - at.x) * scale;
      const y0 = side / 2 + (share(top) * height - at.y) * scale;
      context.drawImage(mask, x0, y0, share(w) * width * scale, share(h) * height * scale);
    }
    context.strokeStyle = "#fff";
    context.lineWidth = 1.5 * devicePixelRatio;
    const arm = 6 * devicePixelRatio;
    context.beginPath();
    context.moveTo(side / 2 - arm, side / 2);
    context.lineTo(side / 2 + arm, side / 2);
    context.moveTo(side / 2, side / 2 - arm);
    context.lineTo(side / 2, side / 2 + arm);
    context.stroke();
  };

  const capture = { capture: true };
  stage.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType !== "touch") return;
      fingers.add(event.pointerId);
      show(event);
    },
    capture,
  );
  stage.addEventListener(
    "pointermove",
    (event) => {
      if (fingers.has(event.pointerId)) show(event);
    },
    capture,
  );
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(
      end,
      (event) => {
        fingers.delete(/** @type {PointerEvent} */ (event).pointerId);
        hide();
      },
      capture,
    );
  }
}
