/**
 * Removing pictures and projects for good, here and elsewhere: what is gone at the server is closed on
 * this page, which says so.
 *
 * @import * as ProjectsApi from "../server/projects_api.js"
 * @import { Who } from "../server/projects_api.js"
 * @import { ProjectEvent } from "../server/listening.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof ProjectsApi, "removeProject" | "removePicture">} api
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createRemoving>} Removing
 */

import { placedId } from "../document/places.js";
import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { dropPictures, dropProject } from "./removing_transitions.js";

/** @param {Parts} parts */
export function createRemoving({ store, api, strings }) {
  /**
   * @param {(who: Who) => Promise<unknown>} act
   * @returns {Promise<boolean>} whether it is done; if not, that is told
   */
  const done = async (act) => {
    try {
      const { person } = store.state.projects;
      if (person === null) throw new Error(strings.projectWho);
      await act(person);
      return true;
    } catch (error) {
      const offline = error instanceof ApiError && error.code === "unreachable";
      if (offline) store.apply(loseServer);
      const message = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message, offline });
      return false;
    }
  };

  /**
   * @param {(state: State) => State} drop
   * @param {string} message that it is said with, where this page had it open
   */
  const leave = (drop, message) => {
    const before = store.state;
    store.apply(drop);
    if (store.state !== before) store.apply(notify, { kind: "info", message, lasting: true });
  };

  /** @param {string} project @param {string} picture */
  const leavePicture = (project, picture) => {
    const id = placedId(project, picture);
    const image = store.state.images.find(({ document }) => document.id === id);
    const message = strings.pictureRemoved(image?.session.title ?? "");
    leave((state) => dropPictures(state, project, picture), message);
  };

  /** @param {string} project */
  const leaveProject = (project) => {
    const { list, archived, open } = store.state.projects;
    const name = [open, ...list, ...archived].find((each) => each?.id === project)?.name ?? "";
    leave((state) => dropProject(state, project), strings.projectRemoved(name));
  };

  return {
    /**
     * @param {string} project
     * @param {ProjectEvent} event that happened in it
     */
    hear(project, { kind, picture_id }) {
      if (kind === "project_removed") leaveProject(project);
      if (kind === "picture_removed" && picture_id !== null) leavePicture(project, picture_id);
    },

    /**
     * @param {string} project id
     * @param {string} name as it was typed
     * @returns {Promise<boolean>} whether it is removed
     */
    async removeProject(project, name) {
      if (!(await done((who) => api.removeProject(project, name, who)))) return false;
      leaveProject(project);
      return true;
    },

    /** @param {string} project @param {string} picture */
    async removePicture(project, picture) {
      if (await done((who) => api.removePicture(project, picture, who))) {
        leavePicture(project, picture);
      }
    },
  };
}
