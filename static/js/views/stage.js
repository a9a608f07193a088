/**
 * The picture on the stage: where it lies, and its pixels.
 *
 * @import { Store } from "../store.js"
 */

import { activeImage } from "../state.js";
import { zoom } from "../transitions/page.js";
import { letterbox, renderSize } from "../viewport.js";
import { context2d, find, resize } from "./dom.js";

/** @param {{ store: Store }} parts */
export function mountStage({ store }) {
  const room = find("#frame-room", HTMLElement);
  const frame = find("#frame", HTMLElement);
  const context = context2d("#picture");

  const draw = () => {
    const image = activeImage(store.state);
    frame.hidden = !image?.bitmap;
    if (!image?.bitmap) return;
    const { left, top, width, height, scale } = letterbox(sizeOf(room), image, devicePixelRatio);
    Object.assign(frame.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    frame.dataset.imageWidth = String(image.width);
    frame.dataset.imageHeight = String(image.height);
    const size = renderSize(image, scale);
    resize(context.canvas, size);
    context.imageSmoothingQuality = "high";
    context.drawImage(image.bitmap, 0, 0, size.width, size.height);
    store.apply(zoom, scale);
  };

  store.watch((state) => [activeImage(state)?.bitmap], draw);
  new ResizeObserver(draw).observe(room);
  watchPixelRatio(draw);
}

/** @param {HTMLElement} element */
const sizeOf = ({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight });

/**
 * Browser zoom and another screen change the pixel ratio without resizing anything.
 *
 * @param {() => void} changed
 */
function watchPixelRatio(changed) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener(
    "change",
    () => {
      changed();
      watchPixelRatio(changed);
    },
    { once: true },
  );
}
