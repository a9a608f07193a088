/**
 * What a task suggested of a project's picture: read when the picture is on the stage, and what is
 * rejected of it is said to the server. Accepting says itself: the annotation has the suggestion's id.
 *
 * @import * as PrefillApi from "../server/prefill_api.js"
 * @import { PictureSuggestion } from "../server/prefill_api.js"
 * @import { MaskRecord } from "../formats/records.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Suggestion } from "../pictures/runtime.js"
 * @import { Store } from "../shell/store.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof PrefillApi, "getSuggestions" | "rejectSuggestions">} api
 *
 * @typedef {ReturnType<typeof createPrefilled>} Prefilled
 */

import { foundMask } from "../everything/found.js";
import { lockOf } from "../projects/locking.js";
import { OPEN, workOnStage } from "../projects/working_transitions.js";
import { showPrefilled } from "../similar/similar_transitions.js";

/**
 * @param {PictureSuggestion} each
 * @param {number} number names it within the picture
 * @returns {Suggestion}
 */
export function suggestionOf(each, number) {
  const { id, label, score, line, decoder_fingerprint: decoder, ...record } = each;
  const mask = foundMask(number, /** @type {MaskRecord} */ (record), decoder);
  return { ...mask, score, own: { id, label, line } };
}

/** @param {Parts} parts */
export function createPrefilled({ store, api }) {
  /** Keys of pictures whose suggestions are being read. @type {Set<number>} */
  const reading = new Set();

  /** @param {OpenImage} image @param {string} project @param {string} picture */
  const read = async ({ key }, project, picture) => {
    if (reading.has(key)) return;
    reading.add(key);
    try {
      // Where they are not answered, the picture is annotated without.
      const found = await api
        .getSuggestions(project, picture, store.state.projects.person)
        .catch(() => []);
      store.apply(showPrefilled, key, found.map(suggestionOf));
      sendAgain(key, project, picture, found);
    } finally {
      reading.delete(key);
    }
  };

  /**
   * Says once more what was rejected here while the server did not hear it.
   *
   * @param {number} key
   * @param {string} project
   * @param {string} picture
   * @param {readonly PictureSuggestion[]} found
   */
  const sendAgain = (key, project, picture, found) => {
    const image = store.state.images.find((each) => each.key === key);
    const gone = new Set(image?.session.suggestions.rejected.map(({ counts }) => counts));
    const ids = found.filter((each) => gone.has(each.segmentation.counts)).map(({ id }) => id);
    if (ids.length > 0) reject(project, picture, ids);
  };

  /** @param {string} project @param {string} picture @param {readonly string[]} ids */
  const reject = (project, picture, ids) => {
    const { person } = store.state.projects;
    // Where it fails, it is said again when the picture is next opened here.
    if (person !== null) api.rejectSuggestions(project, picture, ids, person).catch(() => {});
  };

  store.watch(
    (state) => {
      const { image = null, work = null } = workOnStage(state) ?? {};
      const unknown = image?.runtime.bitmap && image.runtime.prefilled === null;
      return [unknown ? image.key : null, work?.picture?.state ?? "accepted"];
    },
    (key, now) => {
      const here = workOnStage(store.state);
      if (key === null || here === null || !OPEN.has(now)) return;
      // Nothing was suggested of a new one, and who has it on the stage keeps it from being.
      if (now === "new") store.apply(showPrefilled, key, []);
      else read(here.image, here.project, here.picture);
    },
  );

  return {
    /** @param {Suggestion} suggestion of the picture on the stage, which somebody rejects */
    refuse({ own }) {
      const here = workOnStage(store.state);
      if (own === undefined || here === null || lockOf(store.state, here.image) !== null) return;
      reject(here.project, here.picture, [own.id]);
    },
  };
}
