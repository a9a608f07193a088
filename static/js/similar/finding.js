/**
 * The rest like some objects: asks the server, and makes objects of what it suggests.
 *
 * @import * as Api from "../server/api.js"
 * @import { Suggestion } from "../pictures/runtime.js"
 * @import { Taking } from "../objects/taking.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "findSimilar">} api
 * @property {() => string | null} own fingerprint of the decoder that the picture on the stage is to have;
 *   null for the one in force
 * @property {Pick<Taking, "keepSuggestions">} taking
 * @property {(suggestion: Suggestion) => void} refuse is given what is rejected of the picture on the
 *   stage
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createFinding>} Finding
 */

import { recordsOf } from "../document/document.js";
import { foundMask } from "../everything/found.js";
import { reopenObject } from "../objects/objects_transitions.js";
import { lockOf, refuseChange } from "../projects/locking.js";
import { ApiError } from "../server/api.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import {
  advanceSimilar,
  closeSimilar,
  leaveSuggestion,
  openPrefilled,
  rejectSuggestion,
  startSimilar,
} from "./similar_transitions.js";
import { aboveLine, exemplarsOf, pickedSuggestion } from "./suggestions.js";

/** @param {Parts} parts */
export function createFinding({ store, api, own, taking, refuse, strings }) {
  /** @type {{ key: number, abort: AbortController } | null} */
  let running = null;

  /** @param {(picked: Suggestion) => void} act on the suggestion that keys are about */
  const withPicked = (act) => {
    const image = activeImage(store.state);
    const picked = image && pickedSuggestion(image);
    if (picked) act(picked);
  };

  /** @param {readonly Suggestion[]} suggestions @returns {readonly string[]} ids of the objects */
  const accept = (suggestions) => {
    const image = activeImage(store.state);
    if (image === null || suggestions.length === 0) return [];
    if (lockOf(store.state, image) !== null) {
      store.apply(refuseChange);
      return [];
    }
    return taking.keepSuggestions(suggestions);
  };

  return {
    /** Looks for the rest like the objects that are selected, or the last that was kept. */
    async find() {
      const image = activeImage(store.state);
      const exemplars = exemplarsOf(store.state);
      const { id = null } = image?.document.picture ?? {};
      if (image === null || id === null || image.runtime.step !== "ready") return;
      if (exemplars.length === 0) {
        store.apply(notify, { kind: "info", message: strings.similarNoExemplar });
        return;
      }
      const { key, document, session } = image;
      running?.abort.abort();
      const job = { key, abort: new AbortController() };
      running = job;
      const masks = exemplars.map(({ segmentation }) => segmentation);
      const others = recordsOf(document)
        .map(({ segmentation }) => segmentation)
        .filter((mask) => !masks.includes(mask));
      store.apply(startSimilar, key, exemplars[0].label);
      const wanted = {
        exemplars: masks,
        others: [...others, ...session.suggestions.rejected],
        preset: session.everything.preset,
      };
      /** @type {string | null} */
      let decoder = null;
      const onDecoder = (/** @type {string | null} */ fingerprint) => {
        decoder = fingerprint;
      };
      /** @type {Suggestion[]} */
      const found = [];
      try {
        const options = { signal: job.abort.signal, decoder: own(), onDecoder };
        for await (const events of api.findSimilar(id, wanted, options)) {
          for (const event of events) {
            if (event.event === "progress") {
              store.apply(advanceSimilar, key, { done: event.done, total: event.total });
            } else if (event.event === "suggestion") {
              const { event: _, id: number, score, ...record } = event;
              found.push({
                ...foundMask(
                  number,
                  /** @type {import("../formats/records.js").MaskRecord} */ (record),
                  decoder,
                ),
                score,
              });
            } else if (event.event === "summary") {
              store.apply(advanceSimilar, key, { status: "done", found, line: event.line });
            }
          }
        }
      } catch (error) {
        const stopped = job.abort.signal.aborted;
        if (running === job)
          store.apply(advanceSimilar, key, { status: stopped ? "idle" : "failed" });
        if (stopped) return;
        if (!(error instanceof ApiError)) reportError(error);
        const why = error instanceof Error ? error.message : String(error);
        store.apply(notify, { message: strings.errorSimilar(why) });
      } finally {
        if (running === job) running = null;
      }
    },

    /** Ends a search that runs, and puts suggestions away. */
    close() {
      running?.abort.abort();
      store.apply(closeSimilar);
    },

    accept: () =>
      withPicked((picked) => {
        store.apply(leaveSuggestion, picked);
        accept([picked]);
      }),

    acceptAll() {
      const image = activeImage(store.state);
      if (image !== null) accept(aboveLine(image));
    },

    reject: () =>
      withPicked((picked) => {
        store.apply(rejectSuggestion, picked);
        refuse(picked);
      }),

    /** Brings back what a task suggested of the picture on the stage, and somebody put away. */
    open: () => store.apply(openPrefilled),

    /** Accepts a suggestion and puts it on the stage, to be corrected. */
    correct: () =>
      withPicked((picked) => {
        const [id] = accept([picked]);
        if (id !== undefined) store.apply(reopenObject, id);
      }),
  };
}
