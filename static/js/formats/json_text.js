/**
 * Parsing JSON that may be anything, also what Python and spreadsheets make of JSON. Mirrors
 * `sam/formats/json_file.py`, which says what is taken.
 */

const TOKEN =
  /"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|["']|-?\b(?:NaN|nan|Infinity|inf)\b|\b(?:True|False|None)\b|,(?=\s*[\]}])/gs;
/** @type {Record<string, string>} */
const WORDS = { True: "true", False: "false", None: "null" };

/**
 * The text of a file: UTF-8, or UTF-16 with the mark that says so, without marks.
 *
 * @param {ArrayBuffer} content
 * @returns {string | null} null where it is neither
 */
export function textOf(content) {
  const [first, second] = new Uint8Array(content, 0, Math.min(2, content.byteLength));
  const little = first === 0xff && second === 0xfe;
  const big = first === 0xfe && second === 0xff;
  const encoding = little ? "utf-16le" : big ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

/**
 * @param {string} marked a file's text
 * @param {string} name of the file, for errors
 * @param {string} expected the end of the sentence that says what is wrong
 * @returns {unknown}
 * @throws {RangeError} no JSON; the sentence gives the place where the browser tells it
 */
export function parsedJson(marked, name, expected) {
  const text = marked.replace(/^\ufeff/, "");
  try {
    return JSON.parse(text);
  } catch (error) {
    try {
      return JSON.parse(text.replace(TOKEN, strict));
    } catch {
      throw new RangeError(`${name} is no JSON or cut off${place(error, text)}; ${expected}.`);
    }
  }
}

/**
 * As JSON has it what Python has otherwise.
 *
 * @param {string} token
 */
function strict(token) {
  if (token === '"' || token === "'") throw new RangeError("A text without an end.");
  if (token.startsWith('"')) return token;
  if (token.startsWith("'")) {
    const body = token.slice(1, -1).replace(/\\x([0-9a-fA-F]{2})|\\(')|(")/g, escaped);
    return `"${body}"`;
  }
  return token === "," ? "" : (WORDS[token] ?? "null");
}

/**
 * @param {string} _
 * @param {string | undefined} code
 * @param {string | undefined} quote
 */
const escaped = (_, code, quote) => (code ? `\\u00${code}` : quote ? "'" : '\\"');

/**
 * @param {unknown} error the engine's own
 * @param {string} text
 */
function place(error, text) {
  const message = error instanceof Error ? error.message : "";
  const told = /line (\d+) column (\d+)/.exec(message);
  if (told) return ` (line ${told[1]}, column ${told[2]})`;
  const at = /position (\d+)/.exec(message)?.[1];
  if (at === undefined && !/end of/.test(message)) return "";
  const before = text.slice(0, at === undefined ? text.length : Number(at)).split("\n");
  return ` (line ${before.length}, column ${(before.at(-1) ?? "").length + 1})`;
}
