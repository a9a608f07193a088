/**
 * Says that somebody is at the picture on the stage, and goes on saying it while they are.
 *
 * @import * as Api from "../server/projects_api.js"
 * @import { Project } from "../server/projects_api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "takeLease">} api
 * @property {(project: string) => Promise<Project>} describe
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 */

import { placeOf } from "../document/places.js";
import { notify } from "../shell/page_transitions.js";
import { noteWork, workOnStage } from "./working_transitions.js";

/** A sign of life comes so many times while a lease lasts. */
const SIGNS = 3;

/** @param {Parts} parts */
export function showPresence({ store, api, describe, wait, strings }) {
  store.watch(
    (state) => [workOnStage(state)?.image.document.id ?? null, state.projects.person],
    async (id, person) => {
      const place = placeOf(id);
      if (id === null || place === null || person === null) return;
      const { project, picture } = place;
      const here = () => {
        const { person: now } = store.state.projects;
        return workOnStage(store.state)?.image.document.id === id && now === person;
      };
      for (let first = true; here(); first = false) {
        try {
          const taken = await api.takeLease(project, picture, person);
          store.apply(noteWork, id, taken);
          const { lease } = taken;
          if (first && lease !== null && lease.person_id !== person.id) {
            const other = store.state.projects.people.find((each) => each.id === lease.person_id);
            const message = strings.workTaken(other?.name ?? strings.somebody);
            store.apply(notify, { kind: "info", message });
          }
        } catch {
          // Without a lease others may be given the picture; what both do is kept all the same.
        }
        const { lease_seconds } = (await describe(project).catch(() => null)) ?? {};
        await wait(((lease_seconds ?? 60) * 1000) / SIGNS);
      }
    },
  );
}
