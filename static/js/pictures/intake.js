/**
 * What a person hands the page: which files are pictures, and what is in folders.
 */

/**
 * Whether what was pasted is a file for the page. Text is not, wherever it goes: Linux pastes it at a
 * click of the middle button too. Nor is a picture beside text that goes into a field of text, as
 * spreadsheets copy both.
 *
 * @param {Pick<DataTransfer, "files" | "types"> | null} transfer
 * @param {boolean} intoText whether it goes into a field of text
 * @returns {boolean}
 */
export function pastesFiles(transfer, intoText) {
  const { files = [], types = [] } = transfer ?? {};
  return files.length > 0 && !(intoText && types.includes("text/plain"));
}

/** Endings of pictures that some systems give no type. */
const UNTYPED = /\.(tiff?|bmp|webp|hei[cf]|hif|avif|dng)$/i;

/**
 * @param {Pick<File, "type" | "name">} file of a folder
 * @returns {boolean} whether it is one for the page
 */
export function isPicture({ type, name }) {
  return type.startsWith("image/") || UNTYPED.test(name);
}

/**
 * The pictures among what was dropped, pasted or chosen, and in folders that were dropped.
 *
 * @param {DataTransfer | null} transfer
 * @returns {Promise<File[]>} in the order of their names within a folder
 */
export async function picturesIn(transfer) {
  // Items are there only until the event is over.
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...(transfer?.files ?? [])];
  const folders = entries.filter((entry) => entry?.isDirectory);
  // Some systems give TIFF and others no type at all: let the server judge these.
  const loose = files.filter(({ type }) => type === "" || type.startsWith("image/"));
  if (folders.length === 0) return loose;
  const names = new Set(folders.map((entry) => entry?.name));
  const inside = await Promise.all(folders.map((entry) => filesBelow(entry)));
  const pictures = inside.flat().filter(isPicture);
  return [...loose.filter(({ name }) => !names.has(name)), ...pictures];
}

/**
 * Files among what was dropped or pasted that are no pictures; those inside folders are left out
 * in silence, as folders hold whatever they hold.
 *
 * @param {Pick<DataTransfer, "files"> | null} transfer
 * @returns {string[]} their names
 */
export function othersIn(transfer) {
  return [...(transfer?.files ?? [])]
    .filter(({ type }) => type !== "" && !type.startsWith("image/"))
    .map(({ name }) => name);
}

/**
 * @param {FileSystemEntry | null} entry
 * @returns {Promise<File[]>}
 */
async function filesBelow(entry) {
  if (entry?.isFile) {
    const { file } = /** @type {FileSystemFileEntry} */ (entry);
    return [await new Promise((resolve, reject) => file.call(entry, resolve, reject))];
  }
  if (!entry?.isDirectory) return [];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const entries = [];
  // A folder is told in parts, until an empty one.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) break;
    entries.push(...part);
  }
  entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return (await Promise.all(entries.map(filesBelow))).flat();
}
