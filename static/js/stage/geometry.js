/**
 * The three coordinate frames and the ways between them.
 *
 * - client: CSS pixels of the browser window, as a pointer event reports them;
 * - image: pixels of the EXIF-rotated picture. The pixel in column 3 covers 3 <= x < 4;
 * - model: pixels of the resized picture the network saw, longest side `imageSize` (1024).
 *
 * Each frame has its own point type. The `frame` property never exists at run time: it is there so
 * that the type checker refuses a point of one frame where another is expected.
 *
 * @typedef {{ readonly x: number, readonly y: number, readonly frame?: "client" }} ClientPoint
 * @typedef {{ readonly x: number, readonly y: number, readonly frame?: "image" }} ImagePoint
 * @typedef {{ readonly x: number, readonly y: number, readonly frame?: "model" }} ModelPoint
 *
 * @typedef {{ readonly width: number, readonly height: number }} Size whole pixels
 * @typedef {{ readonly left: number, readonly top: number, readonly width: number,
 *   readonly height: number }} ClientRect where the whole picture lies in the window, CSS pixels
 * @typedef {{ readonly x0: number, readonly y0: number, readonly x1: number,
 *   readonly y1: number }} Box XYXY, image frame, x0 <= x1 and y0 <= y1
 *
 * @typedef {Size & { readonly box?: Box }} Part a rectangle of an image that is drawn at some size:
 *   the whole image's size, and the rectangle in pixels of that; without one, all of it
 *
 * @typedef {object} Frame how one picture, or a window of it, lies in the model frame
 * @property {number} width what the network saw, pixels of the picture
 * @property {number} height
 * @property {number} imageSize side of the square the network sees
 * @property {number} inputWidth what it saw, resized, inside that square, before padding
 * @property {number} inputHeight
 * @property {number} scaleX model pixels per image pixel; not quite scaleY, as sides are rounded
 * @property {number} scaleY
 * @property {Within} [within] the picture, where the network saw only a window of it
 *
 * @typedef {object} Within where a window lies
 * @property {number} x of its corner
 * @property {number} y
 * @property {Size} picture all of it
 */

/**
 * The model frame of a picture: longest side to `imageSize`, sides rounded half up, never 0.
 * The same rule as `sam.transforms.ResizeLongestSide.get_preprocess_shape`.
 *
 * @param {Size} size
 * @param {number} imageSize
 * @returns {Frame}
 */
export function frame({ width, height }, imageSize) {
  for (const side of [width, height, imageSize]) {
    if (!Number.isInteger(side) || side < 1) {
      throw new RangeError(
        `A picture's sides must be whole numbers of at least 1, not ${width}x${height} in ${imageSize}.`,
      );
    }
  }
  const scale = imageSize / Math.max(width, height);
  const inputWidth = Math.max(1, Math.floor(width * scale + 0.5));
  const inputHeight = Math.max(1, Math.floor(height * scale + 0.5));
  return {
    width,
    height,
    imageSize,
    inputWidth,
    inputHeight,
    scaleX: inputWidth / width,
    scaleY: inputHeight / height,
  };
}

/**
 * The model frame of a window of a picture.
 *
 * @param {{ x: number, y: number, width: number, height: number }} window
 * @param {Size} picture
 * @param {number} imageSize
 * @returns {Frame} that of the picture itself where the window is all of it
 */
export function windowFrame({ x, y, ...size }, { width, height }, imageSize) {
  if (size.width === width && size.height === height) return frame(size, imageSize);
  return { ...frame(size, imageSize), within: { x, y, picture: { width, height } } };
}

/**
 * @param {Frame} frame
 * @returns {Size} of the picture
 */
export const pictureIn = (frame) => frame.within?.picture ?? frame;

/**
 * @param {ImagePoint} point
 * @param {Frame} frame
 * @returns {ModelPoint}
 */
export function imageToModel({ x, y }, { scaleX, scaleY, within }) {
  if (within === undefined) return { x: x * scaleX, y: y * scaleY };
  return { x: (x - within.x) * scaleX, y: (y - within.y) * scaleY };
}

/**
 * Where a pointer is in the picture, with fractions; outside the picture it lies beyond its edges.
 *
 * @param {ClientPoint} point
 * @param {ClientRect} rect where the whole picture lies in the window (getBoundingClientRect)
 * @param {Size} image
 * @returns {ImagePoint}
 */
export function clientToImage(point, rect, image) {
  return {
    x: ((point.x - rect.left) * image.width) / rect.width,
    y: ((point.y - rect.top) * image.height) / rect.height,
  };
}

/**
 * The reverse of {@link clientToImage}.
 *
 * @param {ImagePoint} point
 * @param {ClientRect} rect
 * @param {Size} image
 * @returns {ClientPoint}
 */
export function imageToClient(point, rect, image) {
  return {
    x: rect.left + (point.x * rect.width) / image.width,
    y: rect.top + (point.y * rect.height) / image.height,
  };
}

/**
 * The pixel under a point, clamped into the picture. Point prompts are whole pixels, as a Python
 * script would give them: the network itself adds the half pixel to the centre.
 *
 * @param {ImagePoint} point
 * @param {Size} image
 * @returns {ImagePoint} whole numbers, 0 <= x < width and 0 <= y < height
 */
export function pixelAt(point, image) {
  return {
    x: clamp(Math.floor(point.x), 0, image.width - 1),
    y: clamp(Math.floor(point.y), 0, image.height - 1),
  };
}

/**
 * The box between two corners given in any order, on whole pixel edges and inside the picture.
 * Its right and bottom edges are exclusive: the box of a single pixel (x, y) is (x, y, x+1, y+1).
 *
 * @param {ImagePoint} a
 * @param {ImagePoint} b
 * @param {Size} image
 * @returns {Box}
 */
export function boxBetween(a, b, image) {
  const [left, right] = edges(a.x, b.x, image.width);
  const [top, bottom] = edges(a.y, b.y, image.height);
  return { x0: left, y0: top, x1: right, y1: bottom };
}

/**
 * @param {Part} part
 * @returns {Box} its rectangle, in pixels of its size
 */
export function boxOf({ width, height, box }) {
  return box ?? { x0: 0, y0: 0, x1: width, y1: height };
}

/**
 * @param {Part} a
 * @param {Part} b
 */
export function samePart(a, b) {
  const [one, other] = [boxOf(a), boxOf(b)];
  return (
    a.width === b.width &&
    a.height === b.height &&
    one.x0 === other.x0 &&
    one.y0 === other.y0 &&
    one.x1 === other.x1 &&
    one.y1 === other.y1
  );
}

/**
 * @param {number} a
 * @param {number} b
 * @param {number} length
 */
function edges(a, b, length) {
  const low = clamp(Math.round(Math.min(a, b)), 0, length);
  const high = clamp(Math.round(Math.max(a, b)), 0, length);
  return [low, high];
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
