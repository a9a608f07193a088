/**
 * The order of a project's queue: chosen by a lead, and followed while the server computes it.
 *
 * @import { getOrder, chooseOrder, QueueOrder, QueueState } from "../server/project_tabs_api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {{ getOrder: typeof getOrder, chooseOrder: typeof chooseOrder }} api
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createQueueOrdering>} QueueOrdering
 */

import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { showFacts } from "./projects_transitions.js";

/** Between two looks at an order that is being computed. */
const EVERY_MS = 3000;

/** @param {Parts} parts */
export function createQueueOrdering({ store, api, wait, strings }) {
  /** The project that is being followed. @type {string | null} */
  let followed = null;

  const reader = () => store.state.projects.person;

  /** @param {string} id of a project */
  const isSeen = (id) => {
    const { open } = store.state.projects;
    return open?.id === id && open.tab === "settings";
  };

  /** Looks again and again while it is computed and somebody sees it. @param {string} id */
  const follow = async (id) => {
    if (followed === id) return;
    followed = id;
    while (followed === id && isSeen(id)) {
      // Where it fails, the next look brings it; what is shown stays.
      const order = await api.getOrder(id, reader()).catch(() => null);
      if (order !== null) store.apply(showFacts, id, { order });
      if (order !== null && !isBusy(order)) break;
      await wait(EVERY_MS);
    }
    if (followed === id) followed = null;
  };

  return {
    follow,

    /** @param {string} id of a project @param {QueueOrder} order */
    async choose(id, order) {
      try {
        const who = reader();
        if (who === null) throw new Error(strings.projectWho);
        store.apply(showFacts, id, { order: await api.chooseOrder(id, order, who) });
      } catch (error) {
        const offline = error instanceof ApiError && error.code === "unreachable";
        if (offline) store.apply(loseServer);
        const message = error instanceof Error ? error.message : String(error);
        store.apply(notify, { message, offline });
      }
      await follow(id);
    },
  };
}

/** @param {QueueState} order @returns {boolean} whether it is being computed */
export function isBusy({ task }) {
  return task?.state === "waiting" || task?.state === "running";
}
