/**
 * What is claimed of the picture on the stage: of which labels every object is marked. Who annotates
 * chooses once for a project, and what is submitted carries it; who reviews changes the claim itself.
 *
 * @import * as Api from "../server/projects_api.js"
 * @import { Kept } from "../shell/options.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "claimExhaustive">} api
 * @property {Kept} kept where this browser remembers what was chosen
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createClaiming>} Claiming
 */

import { notify } from "../shell/page_transitions.js";
import { mayReview, noteWork, OPEN, workOnStage } from "./working_transitions.js";

/**
 * @param {State} state
 * @returns {"choice" | "claim" | "fixed" | null} what a change of it is: of what will be submitted, of
 *   what was, or none; null where there is no picture of a project
 */
export function claimOf(state) {
  const now = workOnStage(state)?.work.picture?.state;
  if (now === undefined) return null;
  if (OPEN.has(now)) return "choice";
  return now === "submitted" && mayReview(state) ? "claim" : "fixed";
}

/** @param {Parts} parts */
export function createClaiming({ store, api, kept, strings }) {
  /** @type {(() => void)[]} */
  const listeners = [];

  /** @param {string} project */
  const nameOf = (project) => `exhaustive ${project}`;

  /** @param {string} project @returns {string[]} what was chosen here last */
  const chosen = (project) => {
    try {
      const names = JSON.parse(kept?.getItem(nameOf(project)) || "[]");
      return Array.isArray(names) ? names.filter((each) => typeof each === "string") : [];
    } catch {
      return [];
    }
  };

  const claimed = () => {
    const here = workOnStage(store.state);
    if (here === null) return [];
    if (claimOf(store.state) === "choice") return chosen(here.project);
    return here.work.picture?.exhaustive ?? [];
  };

  /** @param {readonly string[]} labels */
  const claim = async (labels) => {
    const here = workOnStage(store.state);
    const { person } = store.state.projects;
    const kind = claimOf(store.state);
    if (here === null || person === null) return;
    if (kind === "choice") kept?.setItem(nameOf(here.project), JSON.stringify(labels));
    if (kind === "claim") {
      try {
        const now = await api.claimExhaustive(here.project, here.picture, labels, person);
        store.apply(noteWork, String(here.image.document.id), now);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        store.apply(notify, { message });
      }
    }
    for (const listener of listeners) listener();
  };

  return {
    /** @returns {readonly string[]} labels of which every object is claimed to be marked */
    claimed,

    /** @param {() => void} listener is called after each change of what is claimed */
    hear: (listener) => listeners.push(listener),

    /**
     * @param {readonly string[]} labels that the project has
     * @returns {{ exhaustive: readonly string[] } | {}} what goes with a picture that is submitted
     */
    toSubmit(labels) {
      const here = workOnStage(store.state);
      if (here === null) return {};
      const claimed = chosen(here.project).filter((each) => labels.includes(each));
      // Without a claim before and now there is nothing to be said of it.
      const before = here.work.picture?.exhaustive ?? null;
      return claimed.length > 0 || before !== null ? { exhaustive: claimed } : {};
    },

    /** @param {readonly string[]} labels of which every object is claimed to be marked */
    claim,

    /**
     * Claims that every object is marked, or takes that back where it is claimed; and says which.
     *
     * @param {readonly string[]} labels of the project
     */
    async claimAll(labels) {
      if (claimOf(store.state) === "fixed") return;
      const all = labels.every((each) => claimed().includes(each));
      await claim(all ? [] : labels);
      const now = claimed();
      store.apply(notify, { kind: "info", message: strings.claimSaid(now) });
    },
  };
}
