/**
 * Where the picture lies on the stage, and which part of it can be seen. Pure numbers: CSS pixels
 * of the stage, device pixels of the screen, pixels of the image.
 *
 * @import { Box, ImagePoint, Part, Size } from "./geometry.js"
 *
 * @typedef {object} Camera where someone has gone in a picture
 * @property {number} scale device pixels per image pixel
 * @property {ImagePoint} centre what lies in the middle of the room
 *
 * @typedef {object} Room where a picture may lie
 * @property {number} width CSS pixels; a picture shown whole fills these at most
 * @property {number} height
 * @property {number} margin CSS pixels around it, where a larger picture can be seen too
 * @property {number} pixelRatio device pixels per CSS pixel
 *
 * @typedef {object} Placement
 * @property {number} left CSS pixels from the room's corner, on a whole device pixel
 * @property {number} top
 * @property {number} width CSS pixels; a whole number of device pixels
 * @property {number} height
 * @property {number} scale device pixels per image pixel
 */

import { boxOf } from "./geometry.js";

/** CSS pixels an image pixel may at most cover while the image is shown whole: an icon should not
 * fill the screen. */
const LARGEST_FITTING_PIXEL = 8;

/** CSS pixels an image pixel may at most cover. */
const LARGEST_PIXEL = 48;

/** Device pixels beyond the edge of what can be seen that are drawn too: where the drawing ends is
 * no outline to be seen. */
const OVERSCAN = 8;

/** What is so many times smaller than the room is hard to find. */
const FOUND = 12;

/** Device pixels an image pixel covers from where on it is shown as a square, in image and mask. */
const VISIBLE_PIXEL = 3;

/**
 * @param {number} scale device pixels per image pixel
 * @returns {boolean} whether the image's own pixels are to be seen
 */
export const showsPixels = (scale) => scale >= VISIBLE_PIXEL;

/**
 * The whole image as large as it fits, centred, never cropped.
 *
 * @param {Room} room
 * @param {Size} image
 * @returns {Placement}
 */
export function letterbox(room, image) {
  const scale = fittingScale(room, image);
  return place(room, image, { scale, centre: { x: image.width / 2, y: image.height / 2 } });
}

/**
 * The image where the camera is.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Camera | null} camera null shows it whole
 * @returns {Placement}
 */
export function placement(room, image, camera) {
  return camera === null ? letterbox(room, image) : place(room, image, hold(room, image, camera));
}

/**
 * The camera after zooming by a factor, what lies under a place of the room staying there. It goes
 * no further away than where the image is whole, or where it was.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Camera | null} camera
 * @param {number} factor above 1 to come nearer
 * @param {{ x: number, y: number }} at CSS pixels from the room's corner
 * @returns {Camera | null} null when the image is shown whole again
 */
export function zoomed(room, image, camera, factor, at) {
  const { scale } = placement(room, image, camera);
  const least = Math.min(fittingScale(room, image), scale);
  return zoomedTo(room, image, camera, Math.max(scale * factor, least), at);
}

/**
 * The camera at a scale, what lies under a place of the room staying there.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Camera | null} camera
 * @param {number} wanted device pixels per image pixel
 * @param {{ x: number, y: number }} at CSS pixels from the room's corner
 * @returns {Camera | null} null when the image is shown whole
 */
export function zoomedTo(room, image, camera, wanted, at) {
  // From where the camera is, not from where the picture lies: that is rounded to whole pixels of the
  // screen, and one step after the other would add up.
  const middle = { x: image.width / 2, y: image.height / 2 };
  const { scale, centre } =
    camera === null
      ? { scale: fittingScale(room, image), centre: middle }
      : hold(room, image, camera);
  const next = withinScales(room, image, wanted);
  /**
   * @param {number} place CSS pixels
   * @param {number} before image pixels
   * @param {number} css the room's length
   */
  const along = (place, before, css) =>
    before + (place - css / 2) * room.pixelRatio * (1 / scale - 1 / next);
  return settle(room, image, {
    scale: next,
    centre: { x: along(at.x, centre.x, room.width), y: along(at.y, centre.y, room.height) },
  });
}

/**
 * The camera after the image was pushed.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Camera | null} camera
 * @param {{ x: number, y: number }} by CSS pixels to the right and down
 * @returns {Camera | null}
 */
export function panned(room, image, camera, by) {
  const { left, top, scale } = placement(room, image, camera);
  const along = (/** @type {number} */ start, /** @type {number} */ css) =>
    ((css / 2 - start) * room.pixelRatio) / scale;
  return settle(room, image, {
    scale,
    centre: { x: along(left + by.x, room.width), y: along(top + by.y, room.height) },
  });
}

/**
 * The camera that shows a part of the image: where it is already, if that shows it whole and not too
 * small to be found; else with that part in the middle.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Camera | null} camera
 * @param {Box} box image pixels
 * @returns {Camera | null}
 */
export function lookingAt(room, image, camera, { x0, y0, x1, y1 }) {
  const { left, top, scale } = placement(room, image, camera);
  const css = scale / room.pixelRatio;
  const [across, down] = [room.width / ((x1 - x0) * css), room.height / ((y1 - y0) * css)];
  const fits =
    left + Math.max(x0, 0) * css >= 0 &&
    top + Math.max(y0, 0) * css >= 0 &&
    left + Math.min(x1, image.width) * css <= room.width &&
    top + Math.min(y1, image.height) * css <= room.height;
  const spare = Math.min(across, down);
  if (fits && spare <= FOUND) return camera;
  // As near as before, unless it is larger than the room or hardly to be found.
  const factor = spare < 1 ? spare : Math.max(1, spare / FOUND);
  return settle(room, image, {
    scale: scale * factor,
    centre: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 },
  });
}

/**
 * The part of a placed image that can be seen, and a little around it, in device pixels of the image
 * at its scale.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Placement} placement
 * @returns {Part}
 */
export function visiblePart(room, image, { left, top, scale }) {
  const size = renderSize(image, scale);
  const [x0, x1] = seen(room, left, room.width, size.width);
  const [y0, y1] = seen(room, top, room.height, size.height);
  const all = x0 === 0 && y0 === 0 && x1 === size.width && y1 === size.height;
  return all ? size : { ...size, box: { x0, y0, x1, y1 } };
}

/**
 * The same part at the size that masks are drawn at: that of the screen, or that of the image
 * where its pixels are to be seen.
 *
 * @param {Part} seen at the screen's size
 * @param {Size} image
 * @param {number} longest side to draw, in pixels; larger parts are drawn smaller
 * @returns {Part}
 */
export function maskPart(seen, image, longest) {
  const { x0, y0, x1, y1 } = boxOf(seen);
  const side = Math.max(x1 - x0, y1 - y0);
  const own = image.width / seen.width;
  const factor = Math.min(1, showsPixels(1 / own) ? own : 1, longest / side);
  if (factor === 1) return seen;
  const pixels = factor === own;
  const { width, height } = pixels ? image : renderSize(seen, factor);
  if (seen.box === undefined) return { width, height };
  const across = width / seen.width;
  const down = height / seen.height;
  return {
    width,
    height,
    box: {
      x0: Math.floor(x0 * across),
      y0: Math.floor(y0 * down),
      x1: Math.min(Math.ceil(x1 * across), width),
      y1: Math.min(Math.ceil(y1 * down), height),
    },
  };
}

/**
 * The image at a scale, in whole device pixels.
 *
 * @param {Size} image
 * @param {number} scale device pixels per image pixel
 * @returns {Size}
 */
export function renderSize({ width, height }, scale) {
  return {
    width: Math.max(1, Math.floor(width * scale + 1e-6)),
    height: Math.max(1, Math.floor(height * scale + 1e-6)),
  };
}

/**
 * @param {Size} size
 * @param {number} side
 * @returns {number} the scale at which the longer side is that long, never above 1
 */
export function scaleInto({ width, height }, side) {
  return Math.min(1, side / Math.max(width, height));
}

/**
 * @param {Room} room
 * @param {Size} image
 */
function fittingScale({ width, height, pixelRatio }, image) {
  const fitting = Math.min(width / image.width, height / image.height, LARGEST_FITTING_PIXEL);
  return Math.max(fitting, 0) * pixelRatio;
}

/**
 * @param {Room} room
 * @param {Size} image
 * @param {number} scale
 * @returns {number} the nearest that is offered: from whole, or from 1:1 where that is smaller
 */
function withinScales(room, image, scale) {
  const least = Math.min(fittingScale(room, image), 1);
  return Math.min(Math.max(scale, least), LARGEST_PIXEL * room.pixelRatio);
}

/**
 * A camera that shows the image whole is none: so it stays whole when the room changes.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Camera} camera
 */
function settle(room, image, camera) {
  const held = hold(room, image, camera);
  return Math.abs(held.scale / fittingScale(room, image) - 1) < 1e-3 ? null : held;
}

/**
 * The camera, no further out or in than is offered, and with the image's edges not inside the room
 * unless the image is smaller, which then lies in its middle.
 *
 * @param {Room} room
 * @param {Size} image
 * @param {Camera} camera
 * @returns {Camera}
 */
function hold(room, image, camera) {
  const scale = withinScales(room, image, camera.scale);
  /**
   * @param {number} centre
   * @param {number} side of the image
   * @param {number} css the room's
   */
  const along = (centre, side, css) => {
    const half = (css * room.pixelRatio) / scale / 2;
    return half * 2 >= side ? side / 2 : Math.min(Math.max(centre, half), side - half);
  };
  return {
    scale,
    centre: {
      x: along(camera.centre.x, image.width, room.width),
      y: along(camera.centre.y, image.height, room.height),
    },
  };
}

/**
 * @param {Room} room
 * @param {Size} image
 * @param {Camera} camera
 * @returns {Placement}
 */
function place({ width, height, pixelRatio }, image, { scale, centre }) {
  const size = renderSize(image, scale);
  /**
   * @param {number} css the room's
   * @param {number} part of the image before the centre
   * @param {number} length of the image, device pixels
   */
  const start = (css, part, length) =>
    Math.round((css * pixelRatio) / 2 - part * length) / pixelRatio;
  return {
    left: start(width, centre.x / image.width, size.width),
    top: start(height, centre.y / image.height, size.height),
    width: size.width / pixelRatio,
    height: size.height / pixelRatio,
    scale,
  };
}

/**
 * @param {Room} room
 * @param {number} start of the image, CSS pixels from the room's
 * @param {number} css the room's length
 * @param {number} length of the image, device pixels
 * @returns {[number, number]} from where to where it is seen, device pixels of the image
 */
function seen({ margin, pixelRatio }, start, css, length) {
  const from = Math.floor((-margin - start) * pixelRatio) - OVERSCAN;
  const to = Math.ceil((css + margin - start) * pixelRatio) + OVERSCAN;
  const low = Math.min(Math.max(from, 0), length - 1);
  return [low, Math.min(Math.max(to, low + 1), length)];
}
