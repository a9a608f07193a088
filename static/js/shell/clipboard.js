/**
 * Puts things on the clipboard.
 */

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there: not where a browser, or an address without https,
 *   does not let pages do that
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Promise<Blob>} png which may still be made
 * @returns {Promise<void>}
 * @throws {Error} where a browser, or an address without https, does not let pages do that
 */
export async function copyPng(png) {
  if (!("ClipboardItem" in globalThis) || !navigator.clipboard?.write) {
    throw new Error("This browser lets a page copy pictures only on https or on this computer.");
  }
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
}
