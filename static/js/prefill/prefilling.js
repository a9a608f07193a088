/**
 * Suggestions that a task makes in a project: asked for, followed while it runs, stopped, and labels
 * switched on and off.
 *
 * @import * as PrefillApi from "../server/prefill_api.js"
 * @import { Prefill } from "../server/prefill_api.js"
 * @import { Who } from "../server/projects_api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Omit<typeof PrefillApi, "getSuggestions" | "rejectSuggestions">} api
 * @property {(pause: number) => Promise<void>} wait
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createPrefilling>} Prefilling
 */

import { showFacts } from "../projects/projects_transitions.js";
import { workOnStage } from "../projects/working_transitions.js";
import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { exemplarsOf } from "../similar/suggestions.js";

/** Between two looks at a task that runs. */
const EVERY_MS = 4000;

/** @param {Prefill | null} prefill @returns {boolean} whether its task is not over */
export const isBusy = (prefill) =>
  prefill?.task?.state === "waiting" || prefill?.task?.state === "running";

/** @param {Parts} parts */
export function createPrefilling({ store, api, wait, strings }) {
  /** The project that is being followed. @type {string | null} */
  let followed = null;

  /**
   * @param {string} id of a project
   * @param {(who: Who) => Promise<Prefill>} ask
   * @returns {Promise<boolean>} whether it is done; where it failed, that is told
   */
  const done = async (id, ask) => {
    try {
      const who = store.state.projects.person;
      if (who === null) throw new Error(strings.projectWho);
      store.apply(showFacts, id, { prefill: await ask(who) });
      return true;
    } catch (error) {
      const offline = error instanceof ApiError && error.code === "unreachable";
      if (offline) store.apply(loseServer);
      const message = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message, offline });
      return false;
    }
  };

  const isSeen = (/** @type {string} */ id) => {
    const { open } = store.state.projects;
    return open?.id === id && open.tab === "learning";
  };

  /** Looks again and again while a task is not over and somebody sees it. @param {string} id */
  const follow = async (id) => {
    if (followed === id) return;
    followed = id;
    while (followed === id && isSeen(id)) {
      // Where it fails, the next look brings it; what is shown stays.
      const prefill = await api.getPrefill(id, store.state.projects.person).catch(() => null);
      if (prefill !== null) store.apply(showFacts, id, { prefill });
      if (prefill !== null && !isBusy(prefill)) break;
      await wait(EVERY_MS);
    }
    if (followed === id) followed = null;
  };

  return {
    follow,

    /** @param {string} id of a project */
    async begin(id) {
      if (await done(id, (who) => api.makePrefill(id, {}, who))) await follow(id);
    },

    /** @param {string} id of a project */
    cancel: (id) => done(id, (who) => api.cancelPrefill(id, who)),

    /** @param {string} id of a project @param {string} label @param {boolean} on */
    choose: (id, label, on) => done(id, (who) => api.switchPrefill(id, { label, on }, who)),

    /** Looks for the rest like the selected objects of the picture on the stage in all others. */
    async findRest() {
      const here = workOnStage(store.state);
      const annotations = exemplarsOf(store.state).map(({ id }) => id);
      if (here === null) return;
      if (annotations.length === 0) {
        store.apply(notify, { kind: "info", message: strings.similarNoExemplar });
        return;
      }
      const { project, picture } = here;
      const wanted = { picture_id: picture, annotations };
      if (await done(project, (who) => api.makePrefill(project, wanted, who))) {
        store.apply(notify, { kind: "info", message: strings.findRestAsked });
      }
    },
  };
}
