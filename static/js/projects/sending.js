/**
 * Sends pictures into a project: by the hash of its bytes the server says which it has already, so
 * that files which were given before, in this visit or an earlier one, are not sent again. Where the
 * server does not answer, sending waits for it; a file that is refused holds up no other.
 *
 * @import * as Api from "../server/projects_api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "addKnown" | "addPicture">} api
 * @property {((bytes: ArrayBuffer) => Promise<string>) | null} sha256 null where this browser makes
 *   none: then each file is sent
 * @property {Strings} strings
 *
 * @typedef {Pick<File, "name" | "arrayBuffer">} Given a file
 *
 * @typedef {ReturnType<typeof createSending>} Sender
 */

import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { beginSending, countSent, goOnSending, refuseFile } from "./sending_transitions.js";

/** Files that the server is asked about at once; few enough that their bytes fit in memory. */
const AT_ONCE = 16;
/** Answers about one file; others are about all of them. */
const OF_FILE = new Set([400, 413, 415, 422]);

/** @param {Parts} parts */
export function createSending({ store, api, sha256, strings }) {
  /** @type {Given[]} */
  let waiting = [];
  /** @type {AbortController | null} */
  let running = null;

  /** @param {string} project */
  const run = async (project) => {
    const abort = new AbortController();
    running = abort;
    try {
      while (waiting.length > 0 && !abort.signal.aborted) {
        await sendSome(project, waiting.splice(0, AT_ONCE), abort.signal);
      }
    } catch (error) {
      if (!abort.signal.aborted) store.apply(notify, { message: messageOf(error) });
      waiting = [];
    }
    running = null;
    store.apply(goOnSending, "over");
  };

  /**
   * @param {string} project
   * @param {readonly Given[]} files
   * @param {AbortSignal} signal
   */
  const sendSome = async (project, files, signal) => {
    const reading = files.map((file) => hashed(file));
    const read = (await Promise.all(reading)).filter((each) => each !== null);
    const known = await whatIsKnown(project, read, signal);
    const left = read.filter(({ id }) => id === null || !known.has(id));
    store.apply(countSent, { known: read.length - left.length });
    // One after the other: the queue gives them in the order in which they come, as of a film.
    for (const each of left) await sendOne(project, each, signal);
  };

  /**
   * @param {string} project
   * @param {{ id: string | null, name: string }[]} files
   * @param {AbortSignal} signal
   * @returns {Promise<Set<string>>} ids of those that are in the project now
   */
  const whatIsKnown = async (project, files, signal) => {
    const asked = files.flatMap(({ id, name }) => (id === null ? [] : [{ id, file_name: name }]));
    if (asked.length === 0) return new Set();
    const missing = new Set(
      await throughSilence(() => api.addKnown(project, asked, who(), { signal }), signal),
    );
    return new Set(asked.map(({ id }) => id).filter((id) => !missing.has(id)));
  };

  /**
   * @param {string} project
   * @param {{ name: string, file: Given }} each
   * @param {AbortSignal} signal
   */
  const sendOne = async (project, { name, file }, signal) => {
    try {
      const bytes = new Blob([await file.arrayBuffer()]);
      const send = () => api.addPicture(project, { name, bytes }, who(), { signal });
      const isNew = await throughSilence(send, signal);
      store.apply(countSent, isNew ? { added: 1 } : { known: 1 });
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ApiError && !OF_FILE.has(error.status)) throw error;
      store.apply(refuseFile, name, messageOf(error));
    }
  };

  /**
   * @param {Given} file
   * @returns {Promise<{ id: string | null, name: string, file: Given } | null>} null where it cannot
   *   be read
   */
  const hashed = async (file) => {
    try {
      const id = sha256 === null ? null : await sha256(await file.arrayBuffer());
      return { id, name: file.name, file };
    } catch (error) {
      store.apply(refuseFile, file.name, strings.errorFileGone(messageOf(error)));
      return null;
    }
  };

  const who = () => {
    const { person } = store.state.projects;
    if (person === null) throw new Error(strings.projectWho);
    return person;
  };

  /**
   * Asks again when a server that did not answer is back.
   *
   * @template T
   * @param {() => Promise<T>} ask
   * @param {AbortSignal} signal
   * @returns {Promise<T>}
   */
  const throughSilence = async (ask, signal) => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "unreachable") throw error;
        store.apply(goOnSending, "waiting");
        store.apply(loseServer);
        await serverBack(signal);
        store.apply(goOnSending, "running");
      }
    }
  };

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<void>}
   */
  const serverBack = (signal) =>
    new Promise((settle, fail) => {
      const abort = () => {
        end();
        fail(signal.reason);
      };
      const end = store.watch(
        (state) => [state.server],
        (server) => {
          if (server !== "ok") return;
          signal.removeEventListener("abort", abort);
          queueMicrotask(() => end());
          settle();
        },
      );
      signal.addEventListener("abort", abort, { once: true });
    });

  return {
    /**
     * @param {string} project id
     * @param {readonly Given[]} files
     */
    add(project, files) {
      if (store.state.projects.person === null) {
        store.apply(notify, { kind: "info", message: strings.projectWho });
        return;
      }
      const { sending } = store.state.projects;
      if (running !== null && sending?.project !== project) {
        store.apply(notify, { kind: "info", message: strings.sendingElsewhere });
        return;
      }
      store.apply(beginSending, project, files.length);
      waiting.push(...files);
      if (running === null) run(project);
    },

    /** What is there stays there; the rest is left. */
    stop() {
      waiting = [];
      running?.abort();
    },
  };
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * SHA-256 as the server writes it, in lower-case digits; null where the page is no secure context
 * (plain HTTP from another machine), in which browsers compute none.
 */
export const sha256OrNone = globalThis.crypto?.subtle
  ? async (/** @type {ArrayBuffer} */ bytes) => {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
  : null;
