/**
 * The rest like some objects, or what words mean: asks the server, and makes objects of what it
 * suggests.
 *
 * @import * as Api from "../server/api.js"
 * @import { Suggestion } from "../pictures/runtime.js"
 * @import { Taking } from "../objects/taking.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "findSimilar" | "findWords" | "textModel">} api
 * @property {() => string | null} own fingerprint of the decoder that the picture on the stage is to have;
 *   null for the one in force
 * @property {Pick<Taking, "keepSuggestions">} taking
 * @property {(suggestion: Suggestion) => void} refuse is given what is rejected of the picture on the
 *   stage
 * @property {Strings} strings
 *
 * @typedef {Exclude<Api.SimilarEvent | Api.FindEvent, { event: "error" }>} Answered
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

  /**
   * Reads an answer, as it comes, into what is suggested of a picture.
   *
   * @param {number} key of the picture
   * @param {(options: import("../server/api.js").StreamOptions) =>
   *   AsyncGenerator<Answered[]>} ask
   * @param {(why: string) => string} sentence for an error
   */
  const search = async (key, ask, sentence) => {
    running?.abort.abort();
    const job = { key, abort: new AbortController() };
    running = job;
    /** @type {string | null} */
    let decoder = null;
    const onDecoder = (/** @type {string | null} */ fingerprint) => {
      decoder = fingerprint;
    };
    /** @type {Suggestion[]} */
    const found = [];
    try {
      for await (const events of ask({ signal: job.abort.signal, decoder: own(), onDecoder })) {
        for (const event of events) {
          if (event.event === "progress") {
            store.apply(advanceSimilar, key, { done: event.done, total: event.total });
          } else if (event.event === "suggestion") {
            found.push(suggestionOf(event, decoder));
          } else if (event.event === "summary") {
            const way = "way" in event ? event.way : null;
            store.apply(advanceSimilar, key, { status: "done", found, line: event.line, way });
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
      store.apply(notify, { message: sentence(why) });
    } finally {
      if (running === job) running = null;
    }
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
      const { key, session } = image;
      const masks = exemplars.map(({ segmentation }) => segmentation);
      const others = keptMasks(image).filter((mask) => !masks.includes(mask));
      store.apply(startSimilar, key, exemplars[0].label);
      const wanted = {
        exemplars: masks,
        others: [...others, ...session.suggestions.rejected],
        preset: session.everything.preset,
      };
      await search(key, (options) => api.findSimilar(id, wanted, options), strings.errorSimilar);
    },

    /**
     * Looks for what words mean. The other classes are their rivals.
     *
     * @param {string} words
     */
    async findWords(words) {
      const image = activeImage(store.state);
      const { id = null } = image?.document.picture ?? {};
      if (image === null || id === null || image.runtime.step !== "ready" || words === "") return;
      const { key, session } = image;
      const rivals = store.state.classes.map(({ name }) => name).filter((name) => name !== words);
      store.apply(startSimilar, key, words, words);
      /** @type {Parameters<typeof Api.findWords>[1]} */
      const wanted = { words: [words], rivals, preset: session.everything.preset };
      await search(key, (options) => api.findWords(id, wanted, options), strings.errorWords);
    },

    /** @returns {Promise<string | null>} why words cannot be looked for; null where they can be */
    async whyNoWords() {
      const { state, message } = await api.textModel();
      return state === "ready" ? null : state === "loading" ? strings.wordsLoading : message;
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

/**
 * @param {Extract<Answered, { event: "suggestion" }>} event
 * @param {string | null} decoder that the mask is of
 * @returns {Suggestion}
 */
function suggestionOf({ event: _, id, score, ...record }, decoder) {
  const mask = /** @type {import("../formats/records.js").MaskRecord} */ (record);
  return { ...foundMask(id, mask, decoder), score };
}

/** @param {import("../pictures/open_image.js").OpenImage} image */
const keptMasks = ({ document }) => recordsOf(document).map(({ segmentation }) => segmentation);
