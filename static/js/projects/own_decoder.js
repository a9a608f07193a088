/**
 * Projects may have a decoder of their own, which a lead chose: it is the one to use while a picture
 * of theirs is on the stage.
 *
 * @import { ProjectEvent } from "../server/listening.js"
 * @import * as Api from "../server/projects_api.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "getProject">} api
 */

import { describeProject } from "./projects_transitions.js";
import { workOnStage } from "./working_transitions.js";

/** @param {Parts} parts */
export function watchOwnDecoders({ store, api }) {
  store.watch(
    (state) => [workOnStage(state)?.project ?? null],
    async (id) => {
      if (id === null) return;
      // Where it is not answered, the decoder of all pictures does, until it is asked for again.
      const project = await api.getProject(id, store.state.projects.person).catch(() => null);
      if (project === null) return;
      store.apply(describeProject, project);
      store.apply(noteDecoder, id, project.decoder);
    },
  );
  return {
    /**
     * @param {string} project
     * @param {ProjectEvent} event that happened in it
     */
    hear(project, { kind, data }) {
      if (kind !== "project_changed" || !("decoder" in data)) return;
      store.apply(noteDecoder, project, data.decoder === null ? null : String(data.decoder));
    },
  };
}

/**
 * @param {State} state
 * @param {string} project
 * @param {string | null} decoder its fingerprint; null for the one in force
 * @returns {State}
 */
export function noteDecoder(state, project, decoder) {
  const { projects } = state;
  if ((projects.decoders[project] ?? null) === decoder) return state;
  const decoders = { ...projects.decoders, [project]: decoder };
  return { ...state, projects: { ...projects, decoders } };
}

/**
 * @param {State} state
 * @returns {string | null} fingerprint of the decoder that the picture on the stage is to have; null for
 *   the one in force
 */
export function ownDecoder(state) {
  const project = workOnStage(state)?.project;
  return project === undefined ? null : (state.projects.decoders[project] ?? null);
}
