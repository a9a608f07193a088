/**
 * Listens to what happens in a project, in the name of who works: goes on where a connection ended, comes
 * back later and later while the server does not answer, and lets go of it while nobody looks.
 *
 * @import { components } from "./api_types.js"
 * @import { Reader } from "./projects_api.js"
 *
 * @typedef {components["schemas"]["ProjectEvent"]} ProjectEvent
 *
 * @typedef {object} Sight whether the page is looked at
 * @property {(signal: AbortSignal) => Promise<void>} away settles once it has not been for long
 * @property {(signal: AbortSignal) => Promise<void>} back settles once it is, at once where that is so
 *
 * @typedef {object} Parts
 * @property {(url: string, init: RequestInit) => Promise<Response>} fetch
 * @property {Sight} sight
 * @property {(pause: number) => Promise<void>} wait milliseconds
 *
 * @typedef {ReturnType<typeof createListening>} Listening
 */

import { eventsOf } from "./event_stream.js";
import { feedOf, namedIn } from "./projects_api.js";

/** The server says each 15 s that the connection lives; without a word for so long it does not. */
const SILENCE_MS = 40_000;
/** Pause after the first failure; each further one doubles it. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** Answers that another attempt may change. */
const PASSING = new Set([408, 425, 429]);

/** What a listener hears who was not there when the project was removed. @type {ProjectEvent} */
const REMOVED = {
  number: 0,
  kind: "project_removed",
  person_id: null,
  picture_id: null,
  data: {},
  at: "",
};

/** @param {Parts} parts */
export function createListening({ fetch, sight, wait }) {
  /**
   * @param {string} project
   * @param {Reader} reader
   * @param {(event: ProjectEvent) => void} hear
   * @returns {() => void} ends it
   */
  return function listenTo(project, reader, hear) {
    const end = new AbortController();
    /** Number of the last event that was heard. */
    let last = "";
    /** Milliseconds after which to come back. */
    let pause = FIRST_PAUSE_MS;

    /** One connection, as long as it lasts. @returns {Promise<boolean>} whether another may be of use */
    const connect = async () => {
      const line = new AbortController();
      /** @type {ReturnType<typeof setTimeout>} */
      let silence;
      const stop = () => {
        clearTimeout(silence);
        line.abort();
      };
      end.signal.addEventListener("abort", stop);
      sight.away(line.signal).then(stop, () => {});
      silence = setTimeout(stop, SILENCE_MS);
      try {
        const headers = {
          Accept: "text/event-stream",
          ...(reader && namedIn(reader)),
          ...(last !== "" && { "Last-Event-ID": last }),
        };
        const init = { headers, signal: line.signal, cache: /** @type {const} */ ("no-store") };
        const response = await fetch(feedOf(project), init);
        const { status } = response;
        if (status >= 500 || PASSING.has(status)) throw new Error(`Status ${status}.`);
        if (status === 404) hear(REMOVED);
        if (!response.ok || response.body === null) return false;
        for await (const { id, data, retry } of eventsOf(response.body)) {
          clearTimeout(silence);
          silence = setTimeout(stop, SILENCE_MS);
          if (retry !== null) pause = retry;
          if (data !== "") hear(JSON.parse(data));
          // What was not heard to the end is asked for again.
          if (id !== "") last = id;
        }
      } finally {
        clearTimeout(silence);
        end.signal.removeEventListener("abort", stop);
        stop();
      }
      return true;
    };

    const keepListening = async () => {
      for (let failures = 0; !end.signal.aborted; ) {
        await sight.back(end.signal);
        const before = pause;
        try {
          if (!(await connect())) return;
          failures = 0;
        } catch {
          // A server that is gone, or a page that let go: the next connection goes on from there.
          failures += 1;
          pause = before;
        }
        const longer = Math.min(pause * 2 ** failures, LONGEST_PAUSE_MS);
        // Pages that lost a server together do not come back together.
        if (!end.signal.aborted) await wait(longer * (1 + Math.random() / 4));
      }
    };
    keepListening().catch(() => {});
    return () => end.abort();
  };
}
