/**
 * What is done on the tabs of a project's page: its labels, people, settings and gold pictures, and
 * what each tab shows, which is read when it is opened.
 *
 * @import * as ProjectsApi from "../server/projects_api.js"
 * @import * as TabsApi from "../server/project_tabs_api.js"
 * @import { LabelChange, NewLabel, ProjectChange } from "../server/project_tabs_api.js"
 * @import { Person, Project, Who } from "../server/projects_api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Facts, TimesOf } from "./projects_state.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {typeof TabsApi} api
 * @property {Pick<typeof ProjectsApi, "getProject" | "getPeople" | "getPicturePage">} projects
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createManaging>} Managing
 */

import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { actAs, describeProject, showFacts, showPeople } from "./projects_transitions.js";

/** Accepted pictures that are offered to be gold. */
const OFFERED = 200;

/** @param {Parts} parts */
export function createManaging({ store, api, projects, strings }) {
  /** Of the choice of times that was made last. */
  let latest = 0;

  const reader = () => store.state.projects.person;

  /** @param {unknown} error */
  const tell = (error) => {
    const offline = error instanceof ApiError && error.code === "unreachable";
    if (offline) store.apply(loseServer);
    const message = error instanceof Error ? error.message : String(error);
    store.apply(notify, { message, offline });
  };

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
      tell(error);
      return null;
    }
  };

  /**
   * What a tab shows, read anew.
   *
   * @param {string} id of a project
   * @param {() => Promise<Partial<Facts>>} read
   */
  const show = async (id, read) => {
    try {
      store.apply(showFacts, id, await read());
    } catch (error) {
      tell(error);
    }
  };

  /** @param {string} id of a project */
  const loadLabels = (id) =>
    show(id, async () => ({ counts: await api.countLabels(id, reader()) }));

  /** @param {string} id of a project */
  const loadPeople = (id) =>
    show(id, async () => {
      const [lately, people] = await Promise.all([
        api.getLately(id, reader()),
        projects.getPeople(),
      ]);
      store.apply(showPeople, people);
      return { lately };
    });

  /**
   * @param {string} id of a project
   * @param {TimesOf} of
   */
  const loadTimes = (id, of) => {
    const wanted = ++latest;
    return show(id, async () => {
      const [series, days] = await Promise.all([
        api.getTimingSeries(id, of, reader()),
        api.getTimingDays(id, reader()),
      ]);
      // The answer to an earlier choice may come later.
      return wanted === latest ? { times: { of, series, days } } : {};
    });
  };

  /** @param {string} id of a project */
  const loadGold = (id) =>
    show(id, async () => {
      const wanted = { state: "accepted", search: "", cursor: null, limit: OFFERED };
      const [gold, report, page] = await Promise.all([
        api.getGold(id, reader()),
        api.getGoldReport(id, reader()),
        projects.getPicturePage(id, wanted, reader()),
      ]);
      return { gold: { gold, report, accepted: page.pictures } };
    });

  /**
   * A change of labels: the description and the counts are read anew, whatever became of it.
   *
   * @template T
   * @param {string} id of a project
   * @param {(who: Who) => Promise<T>} change
   */
  const relabel = async (id, change) => {
    const made = await done(change);
    const project = await done(() => projects.getProject(id, reader()));
    if (project !== null) store.apply(describeProject, project);
    await loadLabels(id);
    return made !== null;
  };

  /** Who works here goes on under their new token. @param {string} person @param {string} token */
  const keepOwn = (person, token) => {
    const own = reader();
    if (own?.id === person) store.apply(actAs, { ...own, token });
  };

  return {
    loadLabels,
    loadPeople,
    loadTimes,
    loadGold,

    /** @param {string} id of a project @param {Partial<NewLabel> & { name: string }} label */
    makeLabel: (id, label) => relabel(id, (who) => api.makeLabel(id, label, who)),

    /** @param {string} id of a project @param {string} label @param {Partial<LabelChange>} change */
    changeLabel: (id, label, change) =>
      relabel(id, (who) => api.changeLabel(id, label, change, who)),

    /** @param {string} id of a project @param {string} label @param {string} into */
    mergeLabel: (id, label, into) => relabel(id, (who) => api.mergeLabel(id, label, into, who)),

    /** @param {string} id of a project @param {string} label */
    removeLabel: (id, label) => relabel(id, (who) => api.removeLabel(id, label, who)),

    /**
     * @param {Project} seen what the change is made of
     * @param {Partial<ProjectChange>} change
     * @returns {Promise<boolean>} whether it is made; where somebody else came first, it is not, and
     *   their version is shown
     */
    async changeProject(seen, change) {
      const made = await done((who) => api.changeProject(seen, change, who));
      const now = made ?? (await done(() => projects.getProject(seen.id, reader())));
      if (now !== null) store.apply(describeProject, now);
      return made !== null;
    },

    /** @param {string} id of a project @param {string} person @param {Person["role"]} role */
    async giveRole(id, person, role) {
      await done((who) => api.giveRole(person, role, who));
      await loadPeople(id);
    },

    /**
     * @param {string} id of a project
     * @param {string} person
     * @returns {Promise<string | null>} a token; null where none was made, which is told
     */
    async giveToken(id, person) {
      const token = await done((who) => api.giveToken(person, who));
      if (token !== null) keepOwn(person, token);
      await loadPeople(id);
      return token;
    },

    /** @param {string} id of a project @param {string} person */
    async dropToken(id, person) {
      if ((await done((who) => api.dropToken(person, who))) !== null) keepOwn(person, "");
      await loadPeople(id);
    },

    /** @param {string} id of a project @param {number} rate a share */
    async changeGold(id, rate) {
      const made = await done((who) => api.changeGold(id, rate, who));
      await loadGold(id);
      return made !== null;
    },

    /** @param {string} id of a project @param {string} picture @param {boolean} gold */
    async markGold(id, picture, gold) {
      await done((who) => api.markGold(id, picture, gold, who));
      await loadGold(id);
    },

    /**
     * @param {string} id of a project
     * @param {string} picture
     * @returns {Promise<boolean | null>} whether it is gold; null where that is not known, which is told
     */
    async isGold(id, picture) {
      const gold = await done(() => api.getGold(id, reader()));
      return gold === null ? null : gold.pictures.some((each) => each.id === picture);
    },

    /** @param {string} id of a project @param {string} picture @param {boolean} gold */
    setGold: (id, picture, gold) => done((who) => api.markGold(id, picture, gold, who)),

    /**
     * @param {string} id of a project
     * @param {{ kind: string, state: string, pictures: boolean }} wanted pictures: with their files
     * @returns {Promise<Blob | null>} a ZIP
     */
    async readDataSet(id, wanted) {
      try {
        return await api.getDataSet(id, wanted, reader());
      } catch (error) {
        tell(error);
        return null;
      }
    },

    /** @param {string} id of a project @param {Blob} file of a data set */
    bringIn: (id, file) => done((who) => api.bringInDataSet(id, file, who)),

    /** @param {string} id of a project @returns {Promise<Blob | null>} times as CSV */
    readCsv: (id) => done(() => api.getTimingsCsv(id, reader())),
  };
}
