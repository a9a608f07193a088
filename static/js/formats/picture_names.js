/**
 * Whether two names are of one picture, though tools have changed them on the way. Mirrors
 * `sam/formats/picture_names.py`, which says how.
 */

const UPLOAD = /^[0-9a-f]{8}-(?=.)/;
const ROBOFLOW = /[_.]([a-z0-9]{3,4})\.rf\.[0-9a-zA-Z]{16,40}\.[a-z0-9]{3,4}$/;
const QUERY = /[?&](?:d|filename|file|name|key)=([^&#]+)/;
const MOST_OF_STEM = 40;

/**
 * What a picture's name may be compared by, the strictest first.
 *
 * @param {unknown} found
 * @returns {string[]}
 */
export function nameForms(found) {
  const text = typeof found === "string" ? found : "";
  const query = QUERY.exec(text);
  const decoded = bare(unquoted(query ? query[1] : text))
    .split("?")[0]
    .toLowerCase();
  const original = decoded.replace(UPLOAD, "").replace(ROBOFLOW, ".$1");
  const dot = original.lastIndexOf(".");
  const stem = (dot < 0 ? "" : original.slice(0, dot)) || original;
  const words = stem.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
  const slug = [...words].slice(0, MOST_OF_STEM).join("");
  const number = /^[0-9]+$/.test(slug) ? slug.replace(/^0+/, "") || "0" : slug;
  return [bare(text), decoded, original, slug, number];
}

/**
 * Those of the candidates whose `file_name` is this picture's, by the strictest form that fits any;
 * of several, where the name has folders, those that share most of them.
 *
 * @param {readonly Record<string, any>[]} candidates
 * @param {string} fileName
 */
export function ofName(candidates, fileName) {
  const forms = candidates.map((each) => nameForms(each.file_name));
  for (const [level, form] of nameForms(fileName).entries()) {
    if (form === "") continue;
    const fitting = candidates.filter((_, i) => forms[i][level] === form);
    if (fitting.length > 0) return inSameFolders(fitting, fileName);
  }
  return [];
}

/**
 * @param {Record<string, any>[]} candidates
 * @param {string} fileName
 */
function inSameFolders(candidates, fileName) {
  const own = foldersOf(fileName);
  if (candidates.length === 1 || own.length === 0) return candidates;
  const shared = candidates.map((each) => {
    const differing = foldersOf(each.file_name).findIndex((folder, i) => folder !== own[i]);
    return differing < 0 ? foldersOf(each.file_name).length : differing;
  });
  const most = Math.max(...shared);
  return candidates.filter((_, i) => shared[i] === most);
}

/** @param {unknown} found the folders in a picture's name, the innermost first */
const foldersOf = (found) =>
  typeof found === "string" ? found.normalize("NFC").split(/[\\/]/).slice(0, -1).reverse() : [];

/** @param {string} text */
const bare = (text) => (text.split(/[\\/]/).at(-1) ?? "").normalize("NFC");

/**
 * Without percent-encoding, also where only parts of it are sound.
 *
 * @param {string} text
 */
const unquoted = (text) =>
  text.replace(/(?:%[0-9a-fA-F]{2})+/g, (found) => {
    const bytes = found.match(/[0-9a-fA-F]{2}/g) ?? [];
    return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
  });
