/**
 * A project's rounds of fine-tuning: asked for, followed while they run, and switched on and back.
 *
 * @import * as LearningApi from "../server/learning_api.js"
 * @import { Which } from "../server/learning_api.js"
 * @import { Who } from "../server/projects_api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {typeof LearningApi} api
 * @property {(pause: number) => Promise<void>} wait
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createLearning>} Learning
 */

import { noteDecoder } from "../projects/own_decoder.js";
import { describeProject, showFacts } from "../projects/projects_transitions.js";
import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";

/** Between two looks at a round that runs. */
const EVERY_MS = 4000;

/** @param {Parts} parts */
export function createLearning({ store, api, wait, strings }) {
  const reader = () => store.state.projects.person;
  /** The project that is being followed. @type {string | null} */
  let followed = null;

  /**
   * @template T
   * @param {(who: Who) => Promise<T>} ask
   * @returns {Promise<T | null>} null where it failed, which is told
   */
  const done = async (ask) => {
    try {
      const who = reader();
      if (who === null) throw new Error(strings.projectWho);
      return await ask(who);
    } catch (error) {
      const offline = error instanceof ApiError && error.code === "unreachable";
      if (offline) store.apply(loseServer);
      const message = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message, offline });
      return null;
    }
  };

  const isSeen = (/** @type {string} */ id) => {
    const { open } = store.state.projects;
    return open?.id === id && open.tab === "learning";
  };

  /** @param {string} id of a project */
  const load = async (id) => {
    // Where it fails, the next look brings it; what is shown stays.
    const rounds = await api.getRounds(id, reader()).catch(() => null);
    if (rounds !== null) store.apply(showFacts, id, { rounds });
    return rounds;
  };

  /** Looks again and again while a round is not over and somebody sees it. @param {string} id */
  const follow = async (id) => {
    if (followed === id) return;
    followed = id;
    while (followed === id && isSeen(id)) {
      const rounds = await load(id);
      const busy = rounds?.some(({ state }) => state === "waiting" || state === "running");
      if (rounds !== null && !busy) break;
      await wait(EVERY_MS);
    }
    if (followed === id) followed = null;
  };

  return {
    follow,

    /** @param {string} id of a project */
    async begin(id) {
      if ((await done((who) => api.makeRound(id, who))) === null) return;
      await load(id);
      await follow(id);
    },

    /** @param {string} id of a project @param {string} round id */
    async cancel(id, round) {
      if ((await done((who) => api.cancelRound(id, round, who))) !== null) await load(id);
    },

    /**
     * @param {string} id of a project
     * @param {{ round_id: string | null, which?: Which }} choice null for the decoder of all pictures
     */
    async choose(id, choice) {
      const project = await done((who) => api.chooseDecoder(id, choice, who));
      if (project === null) return;
      store.apply(describeProject, project);
      store.apply(noteDecoder, id, project.decoder);
      store.apply(notify, { kind: "info", message: strings.learnSwitched });
    },

    /**
     * @param {string} id of a project
     * @param {string} round id
     * @returns {Promise<readonly string[]>} addresses of the masks that changed most
     */
    async changedMasks(id, round) {
      const whole = await done(() => api.getRound(id, round, reader()));
      return whole?.changed_masks ?? [];
    },
  };
}
