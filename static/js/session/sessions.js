/**
 * Where this browser keeps its sessions, and what else of a picture spares it time. Whoever saves or
 * loads knows only the interface; `saved.js` says what the parts hold.
 *
 * @typedef {(typeof PARTS)[number]} SavedPart of a picture. Each is written by itself, so that a
 *   click rewrites neither the file nor the embedding.
 *
 * @typedef {object} Sessions
 * @property {() => Promise<{ id: string, session: unknown }[]>} list
 * @property {(id: string, part: SavedPart) => Promise<unknown>} load null where there is none
 * @property {(id: string, parts: Partial<Record<SavedPart, unknown>>) => Promise<void>} save all of
 *   the parts or none; what was saved before of these parts is replaced
 * @property {(id: string) => Promise<void>} remove all that is kept of a picture
 * @property {(name: string) => Promise<unknown>} loadSetting null where there is none
 * @property {(name: string, value: unknown) => Promise<void>} saveSetting of the page as a whole
 */

/** `outbox` holds what the document's own store has not confirmed yet. */
export const PARTS = /** @type {const} */ ([
  "session",
  "outbox",
  "runtime",
  "bytes",
  "embedding",
  "found",
]);
