/**
 * The server's answer to "give me this picture's embedding": raw little-endian numbers, described
 * by headers.
 *
 * @import { Window } from "../windows/windows.js"
 *
 * @typedef {object} Embedding
 * @property {Float32Array<ArrayBuffer>} data (1, 256, 64, 64) row-major
 * @property {readonly number[]} dims
 * @property {number} imageWidth of the picture it was made from, after EXIF rotation
 * @property {number} imageHeight
 * @property {Window} [window] the part of it that was encoded; absent where that is all of it
 * @property {string} encoderFingerprint which image encoder made it
 *
 * @typedef {Omit<Embedding, "data"> & { data: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> }}
 *   PackedEmbedding to be kept: in half precision, as bit patterns, where that loses nothing
 */

/** An embedding that cannot be used; the message says what was found and what was expected. */
export class EmbeddingError extends Error {
  name = "EmbeddingError";
}

/**
 * @param {{ get(name: string): string | null }} headers of the response
 * @param {ArrayBuffer} body
 * @returns {Embedding}
 * @throws {EmbeddingError}
 */
export function parseEmbedding(headers, body) {
  const header = (/** @type {string} */ name) => {
    const value = headers.get(name);
    if (value === null) {
      throw new EmbeddingError(`The server's embedding came without its ${name} header.`);
    }
    return value;
  };
  const dims = wholeNumbers("Embedding-Shape", header("Embedding-Shape"), ",");
  const size = wholeNumbers("Image-Size", header("Image-Size"), "x");
  if (size.length !== 2) {
    throw new EmbeddingError(
      `The Image-Size header should be WIDTHxHEIGHT, not ${size.join("x")}.`,
    );
  }
  const data = numbers(header("Embedding-Dtype"), body);
  const expected = dims.reduce((product, length) => product * length, 1);
  if (data.length !== expected) {
    throw new EmbeddingError(
      `The embedding should hold ${expected} numbers (${dims.join("x")}), but ${data.length} came.`,
    );
  }
  return {
    data,
    dims,
    imageWidth: size[0],
    imageHeight: size[1],
    encoderFingerprint: header("Encoder-Fingerprint"),
    ...partOf(headers.get("Embedding-Window"), size),
  };
}

/**
 * @param {string | null} text of the header
 * @param {readonly number[]} size of the picture
 * @returns {Pick<Embedding, "window">}
 * @throws {EmbeddingError}
 */
function partOf(text, [imageWidth, imageHeight]) {
  if (text === null) return {};
  const [x, y, width, height] = text.split(",").map(Number);
  const inside = x >= 0 && y >= 0 && x + width <= imageWidth && y + height <= imageHeight;
  if (!inside || !(width > 0 && height > 0)) {
    throw new EmbeddingError(
      `The Embedding-Window header "${text}" is no part of ${imageWidth}x${imageHeight} pixels.`,
    );
  }
  return width === imageWidth && height === imageHeight ? {} : { window: { x, y, width, height } };
}

/**
 * @param {string} dtype
 * @param {ArrayBuffer} body little-endian, as every platform that runs a browser is
 * @returns {Float32Array<ArrayBuffer>}
 */
function numbers(dtype, body) {
  if (dtype === "float32" && body.byteLength % 4 === 0) return new Float32Array(body);
  if (dtype === "float16" && body.byteLength % 2 === 0) {
    return float16ToFloat32(new Uint16Array(body));
  }
  throw new EmbeddingError(
    `An embedding is float16 or float32; ${body.byteLength} bytes of "${dtype}" came.`,
  );
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} separator
 */
function wholeNumbers(name, text, separator) {
  const values = text.split(separator).map(Number);
  if (!values.every((value) => Number.isInteger(value) && value > 0)) {
    throw new EmbeddingError(`The ${name} header "${text}" is not a list of whole numbers.`);
  }
  return values;
}

/**
 * IEEE 754 half precision to single, exactly. A table of the 65536 halves is quicker than a million
 * conversions, and is only needed while one embedding is read.
 *
 * @param {Uint16Array} halves bit patterns
 * @returns {Float32Array<ArrayBuffer>}
 */
export function float16ToFloat32(halves) {
  const table = Float32Array.from({ length: 1 << 16 }, (_, half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const mantissa = half & 0x3ff;
    if (exponent === 0) return sign * mantissa * 2 ** -24;
    if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  });
  const singles = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) singles[i] = table[halves[i]];
  return singles;
}

/**
 * Single precision to half, if every number is one that half precision has; an embedding that came
 * as float16 always is.
 *
 * @param {Float32Array<ArrayBuffer>} singles
 * @returns {Uint16Array<ArrayBuffer> | null} bit patterns; null where something would be lost
 */
export function float32ToFloat16(singles) {
  const bits = new Uint32Array(singles.buffer, singles.byteOffset, singles.length);
  const halves = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const sign = (bits[i] >>> 16) & 0x8000;
    const exponent = ((bits[i] >>> 23) & 255) - 112;
    const mantissa = bits[i] & 0x7fffff;
    if (exponent > 30) return null;
    if (exponent > 0) {
      if ((mantissa & 0x1fff) !== 0) return null;
      halves[i] = sign | (exponent << 10) | (mantissa >>> 13);
    } else if (exponent === -112 && mantissa === 0) {
      halves[i] = sign;
    } else {
      // Below 2 ** -14 halves are evenly spaced.
      const steps = Math.abs(singles[i]) * 2 ** 24;
      if (!Number.isInteger(steps)) return null;
      halves[i] = sign | steps;
    }
  }
  return halves;
}

/**
 * @param {Embedding} embedding
 * @returns {PackedEmbedding}
 */
export function packEmbedding(embedding) {
  return { ...embedding, data: float32ToFloat16(embedding.data) ?? embedding.data };
}

/**
 * @param {unknown} value that was kept
 * @returns {Embedding | null} null where it is no whole embedding
 */
export function unpackEmbedding(value) {
  const { data, dims, ...rest } = /** @type {Partial<PackedEmbedding>} */ (value ?? {});
  if (!Array.isArray(dims) || typeof rest.encoderFingerprint !== "string") return null;
  if (!(data instanceof Float32Array || data instanceof Uint16Array)) return null;
  if (data.length !== dims.reduce((product, length) => product * length, 1)) return null;
  const singles = data instanceof Uint16Array ? float16ToFloat32(data) : data;
  return /** @type {Embedding} */ ({ ...rest, dims, data: singles });
}
