/**
 * Parsing JSON that may be anything, also what Python and spreadsheets make of JSON. Mirrors
 * `sam/formats/json_file.py`, which says what is taken.
 */

const TOKEN =
  /b?"[^"\\]*(?:\\.[^"\\]*)*"|b?'[^'\\]*(?:\\.[^'\\]*)*'|["']|-?\b(?:NaN|nan|Infinity|inf)\b|\b(?:True|False|None)\b|\b(?:np\.|numpy\.)?(?:u?int|float)(?:8|16|32|64)?\(\s*([-+.0-9eE]+)\s*\)|,(?=\s*[\]})])|[()]/gs;
/** @type {Record<string, string>} */
const WORDS = { True: "true", False: "false", None: "null", "(": "[", ")": "]" };

/** Of the first four bytes which are zero: text in ASCII has its zeros there. */
const ZEROS = /** @type {Record<string, string>} */ ({ "0101": "utf-16le", 1010: "utf-16be" });

/**
 * The text of a file: UTF-8 or UTF-16, without marks. UTF-16 is known by its mark, or by the zeros
 * beside a first letter that is ASCII.
 *
 * @param {ArrayBuffer} content
 * @returns {string | null} null where it is neither; UTF-32, which browsers do not decode, is the
 *   server's to read
 */
export function textOf(content) {
  const first = [...new Uint8Array(content, 0, Math.min(4, content.byteLength))];
  const little = first[0] === 0xff && first[1] === 0xfe;
  const big = first[0] === 0xfe && first[1] === 0xff;
  const zeros = first.map((byte) => (byte === 0 ? 1 : 0)).join("");
  if (little && zeros === "0011") return null;
  const encoding = little ? "utf-16le" : big ? "utf-16be" : (ZEROS[zeros] ?? "utf-8");
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

/** @param {string} text without the zeros and Ctrl-Z that tapes, C and DOS pad files with */
function withoutPadding(text) {
  let end = text.length;
  while (text[end - 1] === "\0" || text[end - 1] === "\x1a") end--;
  return text.slice(0, end);
}

/**
 * @param {string} marked a file's text
 * @param {string} name of the file, for errors
 * @param {string} expected the end of the sentence that says what is wrong
 * @returns {unknown}
 * @throws {RangeError} no JSON; the sentence gives the place where the browser tells it
 */
export function parsedJson(marked, name, expected) {
  const text = withoutPadding(marked.replace(/^\ufeff/, ""));
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
 * @param {string | undefined} number within a type of NumPy's
 */
function strict(token, number) {
  if (token === '"' || token === "'") throw new RangeError("A text without an end.");
  if (number) return number;
  const text = /^b["']/.test(token) ? token.slice(1) : token;
  if (text.startsWith('"')) return text;
  if (text.startsWith("'")) {
    const body = text.slice(1, -1).replace(/\\x([0-9a-fA-F]{2})|\\(')|(")/g, escaped);
    return `"${body}"`;
  }
  return text === "," ? "" : (WORDS[text] ?? "null");
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
