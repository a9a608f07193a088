/**
 * What is kept of a runtime beside the file, the embedding and the masks found: small things that
 * spare the time to make them again.
 *
 * @import { Runtime, Search } from "../pictures/runtime.js"
 *
 * @typedef {object} SavedRuntime
 * @property {readonly string[]} notes
 * @property {number | null} encodeMilliseconds
 * @property {Blob | null} miniature
 * @property {string | null} encoder fingerprint of the one whose embedding is kept
 * @property {Pick<Search, "status" | "milliseconds">} search
 */

/**
 * @param {Runtime} runtime
 * @returns {SavedRuntime}
 */
export function savedRuntime({ notes, encodeMilliseconds, miniature, embedding, stored, search }) {
  const { status, milliseconds } = ended(search);
  return {
    notes,
    encodeMilliseconds,
    miniature,
    encoder: embedding?.encoderFingerprint ?? stored.embedding,
    search: { status, milliseconds },
  };
}

/**
 * A search that runs ends with its page, and begins anew.
 *
 * @template {Pick<Search, "status">} Any
 * @param {Any} search
 * @returns {Any}
 */
export function ended(search) {
  return search.status === "running" ? { ...search, status: "idle" } : search;
}
