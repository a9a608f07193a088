/**
 * Projects on the page: which there are, who works, and the one whose page is open: how far it is and
 * its pictures in parts, which follow what others do.
 *
 * @import { Listening, ProjectEvent } from "../server/listening.js"
 * @import * as Api from "../server/projects_api.js"
 * @import { Kept } from "../shell/options.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Filter, Worker } from "./projects_state.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {typeof Api} api
 * @property {Listening} listenTo
 * @property {(project: string, event: ProjectEvent) => void} hear is passed what happens
 * @property {Kept} kept where this browser remembers who works
 * @property {() => number} clock milliseconds since 1970
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createProjecting>} Projecting
 */

import { placedId } from "../document/places.js";
import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { watchLeaseEnds } from "./lease_ends.js";
import {
  addPage,
  askAgain,
  failPage,
  filterPictures,
  refreshPictures,
} from "./paging_transitions.js";
import {
  actAs,
  closeProject,
  describeProject,
  failProjects,
  openProject,
  showPeople,
  showProgress,
  showProjects,
} from "./projects_transitions.js";
import { noteWork, workOnStage } from "./working_transitions.js";

/** Pictures of one part. */
const PART = 200;
/** Milliseconds in which what happens is collected before it is asked for. */
const COLLECTING_MS = 400;
/** Pictures that are asked for one by one; where more have changed, the parts come anew. */
const FEW = 20;
/** Kinds of events after which a project's description is another. */
const OF_PROJECT = new Set(["project_changed", "labels_changed", "reset"]);
/** Kinds of events after which the parts of the grid are other ones. */
const GROWS = new Set(["reset", "picture_removed", "queue_ordered"]);
/** Name under which the browser remembers who works. */
const PERSON = "person";

/** @param {Parts} parts */
export function createProjecting({ store, api, listenTo, hear: pass, kept, clock, wait, strings }) {
  /** The part that is on its way. @type {{ filter: Filter, cursor: string | null } | null} */
  let asked = null;
  /** What has happened since it was last looked at. */
  const news = { any: false, anew: false, pictures: /** @type {Set<string>} */ (new Set()) };

  const opened = () => store.state.projects.open;
  const reader = () => store.state.projects.person;

  /**
   * @template T
   * @param {() => Promise<T>} ask
   * @returns {Promise<T | null>} null where it failed, which is told
   */
  const told = async (ask) => {
    try {
      return await ask();
    } catch (error) {
      const offline = error instanceof ApiError && error.code === "unreachable";
      if (offline) store.apply(loseServer);
      const message = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message, offline });
      return null;
    }
  };

  const load = async () => {
    const [list, people, removed] = await Promise.all([
      told(() => api.getProjects(reader())),
      told(api.getPeople),
      // What is gone is worth no notice.
      api.getRemovedProjects(reader()).catch(() => []),
    ]);
    if (list === null || people === null) {
      store.apply(failProjects);
      return;
    }
    store.apply(showPeople, people);
    store.apply(showProjects, list, removed);
  };

  /** The next part of the open project's pictures, where one is wanted and none is on its way. */
  const loadPart = async () => {
    const open = opened();
    if (open === null) return;
    const { id, filter, grid } = open;
    const cursor = grid.next;
    if (asked?.filter === filter && asked.cursor === cursor) return;
    const mine = { filter, cursor };
    asked = mine;
    const { state, search } = filter;
    const wanted = { state, search, cursor, limit: PART };
    const page = await told(() => api.getPicturePage(id, wanted, reader()));
    if (asked === mine) asked = null;
    if (page === null) store.apply(failPage, id, filter);
    else store.apply(addPage, id, filter, cursor, page);
  };

  /** @param {string} id */
  const loadProgress = async (id) => {
    const progress = await told(() => api.getProgress(id, reader()));
    if (progress !== null) store.apply(showProgress, id, progress);
  };

  /** @param {string} id */
  const describe = async (id) => {
    const project = await told(() => api.getProject(id, reader()));
    if (project !== null) store.apply(describeProject, project);
    return project;
  };

  /** All parts that were here, as they are by now. @param {string} id */
  const loadAnew = async (id) => {
    const open = opened();
    if (open?.id !== id) return;
    const { filter, grid } = open;
    /** @type {Awaited<ReturnType<typeof api.getPicturePage>>} */
    const all = { pictures: [], next: null, total: null };
    do {
      const wanted = { ...filter, cursor: all.next, limit: PART };
      const page = await told(() => api.getPicturePage(id, wanted, reader()));
      if (page === null) return;
      all.pictures.push(...page.pictures);
      all.next = page.next;
      all.total ??= page.total;
    } while (all.next !== null && all.pictures.length < grid.pictures.length);
    store.apply(addPage, id, filter, null, all);
  };

  /**
   * @param {string} id of a project
   * @param {string} picture
   * @returns {boolean} whether the page shows it
   */
  const isShown = (id, picture) => {
    const open = opened();
    if (placedId(id, picture) in store.state.projects.works) return true;
    return open?.id === id && open.grid.pictures.some((each) => each.id === picture);
  };

  /**
   * @param {string} id of a project
   * @param {string} kind of event
   * @param {string | null} picture
   */
  const hear = async (id, kind, picture) => {
    if (OF_PROJECT.has(kind)) describe(id);
    if (kind === "project_removed") return;
    if (GROWS.has(kind) || (picture !== null && !isShown(id, picture))) news.anew = true;
    else if (picture !== null) news.pictures.add(picture);
    if (news.any) return;
    news.any = true;
    await wait(COLLECTING_MS);
    const { anew } = news;
    const pictures = [...news.pictures];
    Object.assign(news, { any: false, anew: false });
    news.pictures.clear();
    // Nobody has asked for this: where it fails, the next event brings it.
    if (opened()?.id === id) {
      const progress = await api.getProgress(id, reader()).catch(() => null);
      if (progress === null) return;
      store.apply(showProgress, id, progress);
      if (anew || pictures.length > FEW) await loadAnew(id);
    }
    const wanted = pictures.filter((each) => isShown(id, each)).slice(0, FEW);
    const asked = wanted.map((each) => api.getProjectPicture(id, each, reader()));
    const now = await Promise.all(asked).catch(() => []);
    for (const each of now) {
      const document = placedId(id, each.id);
      if (document in store.state.projects.works) store.apply(noteWork, document, each);
    }
    store.apply(refreshPictures, id, now);
  };

  watchLeaseEnds({ store, clock, wait, ask: (id, picture) => hear(id, "picture_left", picture) });

  // Who looks at a project, or works in one, hears what others do there: by one connection.
  let deafen = () => {};
  store.watch(
    (state) => {
      const { person } = state.projects;
      return [listened(state), person?.id ?? "", person?.token ?? ""];
    },
    (id) => {
      deafen();
      deafen = () => {};
      if (id === null) return;
      deafen = listenTo(id, reader(), (event) => {
        hear(id, event.kind, event.picture_id);
        pass(id, event);
      });
    },
  );
  store.watch(
    (state) => [state.projects.open?.id ?? null],
    async (id) => {
      if (id === null) return;
      if ((await describe(id)) === null) store.apply(closeProject);
      else await loadProgress(id);
    },
  );
  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.filter],
    (id) => {
      if (id !== undefined) loadPart();
    },
  );
  // How far the projects are is told on the start screen, which is seen again.
  store.watch(
    (state) => [state.projects.kept && state.homeOpen && state.projects.open === null],
    (shown) => {
      if (shown) load();
    },
  );
  store.watch(
    (state) => [state.projects.person, state.projects.status],
    (person, status) => {
      if (person !== null) kept?.setItem(PERSON, JSON.stringify(person));
      // Only the server's answer shows that somebody is known no more.
      else if (status === "ready") kept?.setItem(PERSON, "");
    },
  );

  /** @param {Worker} person */
  const choose = (person) => {
    store.apply(actAs, person);
    // What is shown may be another to them.
    const id = opened()?.id;
    if (id !== undefined) hear(id, "reset", null);
  };

  return {
    load,
    loadPart,

    loadPartAgain() {
      const id = opened()?.id;
      if (id === undefined) return;
      store.apply(askAgain, id);
      loadPart();
    },

    choose,

    /**
     * @param {string} name of a person, who is made where there is none
     * @returns {Promise<boolean>} whether this person works here now
     */
    async chooseName(name) {
      const person = await told(() => api.makePerson(name));
      if (person === null) return false;
      if (person.has_token) {
        store.apply(notify, { message: strings.personHasToken(person.name) });
        return false;
      }
      choose({ ...person, token: "" });
      await load();
      return true;
    },

    /**
     * @param {string} name of a project
     * @param {readonly string[]} labels names
     * @returns {Promise<boolean>} whether it is made
     */
    async make(name, labels) {
      const { person } = store.state.projects;
      if (person === null) {
        store.apply(notify, { kind: "info", message: strings.projectWho });
        return false;
      }
      const project = await told(() => api.makeProject(name, labels, person));
      if (project === null) return false;
      store.apply(openProject, project.id);
      return true;
    },

    /**
     * @param {string} id of a project
     * @param {Partial<Filter>} change
     */
    filter: (id, change) => store.apply(filterPictures, id, change),
  };
}

/**
 * @param {State} state
 * @returns {string | null} the project that is worked in, or looked at
 */
function listened(state) {
  const working = state.homeOpen ? null : workOnStage(state);
  return working?.project ?? state.projects.open?.id ?? null;
}

/**
 * @param {Kept} kept
 * @returns {Worker | null} who worked at this browser last
 */
export function rememberedWorker(kept) {
  try {
    const worker = JSON.parse(kept?.getItem(PERSON) || "null");
    const { id, name, role, token } = worker ?? {};
    const whole = [id, name, role, token].every((each) => typeof each === "string");
    return whole ? { id, name, role, token } : null;
  } catch {
    return null;
  }
}
