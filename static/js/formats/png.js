/**
 * PNG files, written directly: a canvas knows neither grey nor palette, changes colours under alpha,
 * and needs a document. This follows the PNG specification (third edition), letting the platform's own
 * deflate do the work.
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {8 | 16} depth bits a value
 * @property {Uint8Array<ArrayBuffer>} [palette] red, green and blue of each value; without one,
 *   values are grey
 * @property {boolean} [rgba] four values a pixel, red, green, blue and alpha, instead of one
 */

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GREYSCALE = 0;
const INDEXED = 3;
const RGBA = 6;
/** About how many bytes of rows are handed to the compressor at once. */
const BAND_BYTES = 1 << 20;

/**
 * A PNG of any layout.
 *
 * @param {Layout} layout
 * @param {(y: number, row: Uint8Array) => void} fillRow writes a row's values, of 16 bits the high
 *   byte first; called once for each row, from the top
 * @returns {Promise<Blob>} of type image/png
 */
export async function encodePng(layout, fillRow) {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, layout.width);
  header.setUint32(4, layout.height);
  header.setUint8(8, layout.depth);
  header.setUint8(9, layout.rgba ? RGBA : layout.palette ? INDEXED : GREYSCALE);
  const pixels = await new Response(
    rowBands(layout, fillRow).pipeThrough(new CompressionStream("deflate")),
  ).arrayBuffer();
  const parts = [
    SIGNATURE,
    ...chunk("IHDR", new Uint8Array(header.buffer)),
    ...(layout.palette ? chunk("PLTE", layout.palette) : []),
    ...chunk("IDAT", new Uint8Array(pixels)),
    ...chunk("IEND", new Uint8Array(0)),
  ];
  return new Blob(parts, { type: "image/png" });
}

/**
 * The scanlines a band at a time, so that a large picture is never held twice.
 *
 * @param {Layout} layout
 * @param {(y: number, row: Uint8Array) => void} fillRow
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
function rowBands({ width, height, depth, rgba }, fillRow) {
  const line = 1 + width * (depth / 8) * (rgba ? 4 : 1);
  const rows = Math.max(1, Math.floor(BAND_BYTES / line));
  let y = 0;
  return new ReadableStream({
    pull(controller) {
      const count = Math.min(rows, height - y);
      // Each scanline starts with its filter type; 0 leaves the bytes as they are.
      const band = new Uint8Array(count * line);
      for (let row = 0; row < count; row++) {
        fillRow(y + row, band.subarray(row * line + 1, (row + 1) * line));
      }
      y += count;
      controller.enqueue(band);
      if (y === height) controller.close();
    },
  });
}

/**
 * A PNG chunk: length, type, data, checksum of type and data.
 *
 * @param {string} type
 * @param {Uint8Array<ArrayBuffer>} data
 * @returns {Uint8Array<ArrayBuffer>[]}
 */
function chunk(type, data) {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, data.length);
  for (let i = 0; i < 4; i++) head[4 + i] = type.charCodeAt(i);
  const tail = new Uint8Array(4);
  new DataView(tail.buffer).setUint32(0, crc32(data, crc32(head.subarray(4))));
  return [head, data, tail];
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/**
 * @param {Uint8Array} data
 * @param {number} [previous] the checksum of what comes before
 * @returns {number} unsigned 32 bits
 */
function crc32(data, previous = 0) {
  let crc = ~previous;
  for (let i = 0; i < data.length; i++) crc = CRC_TABLE[(crc ^ data[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
