/**
 * What a JPEG says before its pixels: whether it is to be turned.
 *
 * Sources: ITU-T T.81, B.1.1 (segments); Exif 3.0, 4.6.4 (Orientation).
 */

/** Bytes in which metadata may lie. */
export const HEAD = 1 << 18;

/**
 * @param {Uint8Array} bytes the file's first
 * @returns {"upright" | "turned" | null} null where it is no JPEG
 */
export function jpegHead(bytes) {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const kind = bytes[at + 1];
    if (kind === 0xda) break;
    const length = view.getUint16(at + 2);
    if (kind === 0xe1 && text(bytes, at + 4, 6) === "Exif\0\0") {
      const end = Math.min(at + 2 + length, bytes.length);
      return orientation(bytes.subarray(at + 10, end)) > 1 ? "turned" : "upright";
    }
    at += 2 + length;
  }
  return "upright";
}

/**
 * @param {Uint8Array} exif
 * @returns {number} 1 where it says nothing that can be read
 */
function orientation(exif) {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = text(exif, 0, 2) === "II";
  try {
    const first = view.getUint32(4, little);
    const count = view.getUint16(first, little);
    for (let i = 0; i < count; i++) {
      const entry = first + 2 + 12 * i;
      if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little);
    }
  } catch {
    // It ends before what it promises.
  }
  return 1;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} length
 */
const text = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));
