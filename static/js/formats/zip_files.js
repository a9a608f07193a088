/**
 * A ZIP that grows file by file, the same bytes each time: files are dated 1980, the earliest that
 * ZIP knows.
 */

import { Zip, ZipDeflate, ZipPassThrough } from "../../vendor/fflate/browser.js";

const UNIX = 3;

/**
 * @returns {{ add: (name: string, content: Blob) => Promise<void>, end: () => Blob }} `add` takes a
 *   file, compressed unless it is a PNG, which is already; `end` gives the ZIP, of type
 *   application/zip
 */
export function createZip() {
  /** @type {Blob[]} */
  const parts = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(new Blob([Uint8Array.from(chunk)]));
  });
  return {
    add: async (name, content) => {
      const bytes = new Uint8Array(await content.arrayBuffer());
      const file = name.endsWith(".png") ? new ZipPassThrough(name) : new ZipDeflate(name);
      file.mtime = new Date(1980, 0, 1);
      file.os = UNIX;
      file.attrs = 0o644 << 16;
      zip.add(file);
      file.push(bytes, true);
    },
    end: () => {
      zip.end();
      return new Blob(parts, { type: "application/zip" });
    },
  };
}
