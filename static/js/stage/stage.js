/**
 * The picture on the stage: where it lies, and the pixels of it that can be seen.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 * @import { Part } from "./geometry.js"
 */

import { context2d, find, layOver, resize } from "../shell/dom.js";
import { whenIdle } from "../shell/idle.js";
import { activeImage } from "../shell/state.js";
import { drawPicture } from "../tiles/drawing.js";
import { wantedTiles } from "../tiles/seen_tiles.js";
import { isLarge, tileName } from "../tiles/tiles.js";
import { boxOf } from "./geometry.js";
import { createLevels } from "./levels.js";
import { measureRoom } from "./looking_transitions.js";
import { placementOf, seenPart } from "./seen.js";
import { showsPixels } from "./viewport.js";

/** @param {{ store: Store }} parts */
export function mountStage({ store }) {
  const room = find("#frame-room", HTMLElement);
  const frame = find("#frame", HTMLElement);
  const context = context2d("#picture");
  const levels = createLevels({ idle: whenIdle });
  let scheduled = false;

  const measure = () =>
    store.apply(measureRoom, {
      width: room.clientWidth,
      height: room.clientHeight,
      margin: room.offsetLeft,
      pixelRatio: devicePixelRatio,
    });

  /** @param {OpenImage} image */
  const draw = (image) => {
    if (image.runtime.bitmap === null) return;
    const { left, top, width, height, scale } = placementOf(store.state, image);
    Object.assign(frame.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    frame.dataset.imageWidth = String(image.document.picture.width);
    frame.dataset.imageHeight = String(image.document.picture.height);
    frame.dataset.scale = String(scale);
    const part = seenPart(store.state, image);
    const { x0, y0, x1, y1 } = boxOf(part);
    const size = { width: x1 - x0, height: y1 - y0 };
    const { canvas } = context;
    if (canvas.width !== size.width || canvas.height !== size.height) resize(canvas, size);
    layOver(canvas, part);
    context.imageSmoothingEnabled = !showsPixels(scale);
    if (isLarge(image.document.picture)) return drawLarge(image, part);
    const pixels = levels.of(image.runtime.bitmap, part);
    const [u, v] = [pixels.width / part.width, pixels.height / part.height];
    // A copy has less than twice the pixels that are drawn.
    context.imageSmoothingQuality = pixels === image.runtime.bitmap ? "high" : "low";
    context.drawImage(
      pixels,
      x0 * u,
      y0 * v,
      size.width * u,
      size.height * v,
      0,
      0,
      size.width,
      size.height,
    );
  };

  /**
   * @param {OpenImage} image drawn from an overview and tiles
   * @param {Part} part
   */
  const drawLarge = (image, part) => {
    const { width, height } = image.document.picture;
    const [u, v] = [width / part.width, height / part.height];
    const { x0, y0, x1, y1 } = boxOf(part);
    const from = { x0: x0 * u, y0: y0 * v, x1: x1 * u, y1: y1 * v };
    context.imageSmoothingQuality = "medium";
    drawPicture(context, image, from, { x0: 0, y0: 0, x1: x1 - x0, y1: y1 - y0 });
    // Read by tests: whether the view is as sharp as it will be.
    const here = new Set(image.runtime.tiles.map(tileName));
    const sharp = wantedTiles(store.state, image).every((tile) => here.has(tileName(tile)));
    frame.dataset.tiles = sharp ? "all" : "some";
  };

  const show = () => {
    const image = activeImage(store.state);
    frame.hidden = !image?.runtime.bitmap;
    if (!image?.runtime.bitmap || isLarge(image.document.picture)) levels.drop();
    // Before the room is measured it would be drawn as large as it is.
    if (image && store.state.room !== null) draw(image);
  };

  // Wheels and fingers move the camera more often than the screen can follow.
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      show();
    });
  };

  store.watch((state) => [activeImage(state)?.runtime.bitmap, state.room], show);
  store.watch((state) => {
    const image = activeImage(state);
    return [image?.session.camera, image?.runtime.tiles];
  }, schedule);
  new ResizeObserver(measure).observe(room);
  watchPixelRatio(measure);
}

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
