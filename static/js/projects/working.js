/**
 * Working on pictures of projects: one after the other out of the queue, or any of them. The one that
 * would follow is opened ahead, at the end of the filmstrip, so that it is encoded when its turn comes;
 * one that was left goes as soon as the server has all of it.
 *
 * @import * as ProjectsApi from "../server/projects_api.js"
 * @import { Project, ProjectPicture } from "../server/projects_api.js"
 * @import * as Api from "../server/api.js"
 * @import { Documents } from "../document/documents.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Claims } from "../session/claims.js"
 * @import { Saving } from "../session/saving.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof ProjectsApi, "takeNext" | "takeLease" | "leavePicture" | "act" | "getProject">} api
 * @property {Pick<typeof Api, "getFile">} files
 * @property {Pick<Documents, "load">} documents
 * @property {Pick<Saving, "expect" | "saveNow">} saving
 * @property {Claims} claims
 * @property {() => number} now milliseconds
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createWorking>} Working
 */

import { revisionsOf } from "../document/documents.js";
import { placedId, placeOf } from "../document/places.js";
import { removeImage } from "../pictures/filmstrip_transitions.js";
import { ApiError } from "../server/requests.js";
import { isEmptyDraft } from "../session/picture_session.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { addWork, isPending, noteWork, showWork, workOnStage } from "./working_transitions.js";

/** A sign of life comes so many times while a lease lasts. */
const SIGNS = 3;
/** Pictures that the queue is asked to leave out; the server takes a hundred. */
const REMEMBERED = 50;

/** @param {Parts} parts */
export function createWorking(parts) {
  const { store, api, files, documents, saving, claims, now, wait, strings } = parts;
  /** Document id of the picture that was opened ahead. @type {string | null} */
  let ahead = null;
  /** Pictures that were left, the last one last: the queue shall not give them again at once. @type {string[]} */
  let passed = [];
  /** Whether the next picture is being fetched: a second key is not a second picture. */
  let going = false;
  /** @type {Map<string, Promise<Project>>} */
  const known = new Map();

  /** @param {string} message */
  const say = (message) => store.apply(notify, { kind: "info", message });

  const who = () => {
    const { person } = store.state.projects;
    if (person === null) throw new Error(strings.projectWho);
    return person;
  };

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

  /** @param {string} id of a document */
  const imageOf = (id) => store.state.images.find(({ document }) => document.id === id) ?? null;

  /**
   * @param {string} project
   * @param {ProjectPicture} picture
   * @returns {Promise<string | null>} its document's id, once it is in the filmstrip; null where it
   *   cannot be opened, which is told
   */
  const fetchIn = async (project, picture) => {
    const id = placedId(project, picture.id);
    if (imageOf(id) !== null) {
      store.apply(noteWork, id, picture);
      return id;
    }
    if (!(await claims.claim(id))) {
      say(strings.workElsewhere(picture.file_name));
      return null;
    }
    const document = await told(() => documents.load(id));
    if (document === null) {
      claims.release(id);
      return null;
    }
    // It may have been opened twice at once.
    if (imageOf(id) !== null) return id;
    saving.expect(id, revisionsOf(document));
    const { file_name: name, file } = picture;
    const read = (/** @type {AbortSignal} */ signal) => files.getFile(file, { signal });
    store.apply(addWork, { name, title: name, read }, document, picture, now());
    return id;
  };

  /**
   * Takes a picture off the filmstrip, once the server has all of it; otherwise it stays.
   *
   * @param {string} id of its document
   * @returns {Promise<boolean>} whether it is gone
   */
  const putAway = async (id) => {
    const place = placeOf(id);
    if (place === null || imageOf(id) === null) return true;
    await saving.saveNow();
    const image = imageOf(id);
    if (image === null) return true;
    if (isPending(store.state, image)) return false;
    store.apply(removeImage, image.key);
    const { person } = store.state.projects;
    // Where this fails the lease ends by itself.
    if (person !== null) api.leavePicture(place.project, place.picture, person).catch(() => {});
    return true;
  };

  /** @param {OpenImage} image @returns {boolean} whether a mask on it would be lost, which is told */
  const isBusy = ({ session: { draft } }) => {
    if (isEmptyDraft(draft) && draft.editing === null) return false;
    say(strings.workUnkept);
    return true;
  };

  /**
   * @param {string} project
   * @returns {Promise<boolean>} whether another picture is on the stage
   */
  const next = async (project) => {
    if (going) return false;
    const leaving = workOnStage(store.state);
    if (leaving !== null && isBusy(leaving.image)) return false;
    going = true;
    try {
      if (leaving?.project === project) passed = [...passed, leaving.picture].slice(-REMEMBERED);
      const turn = await told(() => takeTurn(project, leaving?.picture ?? null));
      if (turn === null) return false;
      if (turn.picture === null) {
        say(strings.queueEmpty);
        return false;
      }
      const id = await fetchIn(project, turn.picture);
      if (id === null) return false;
      store.apply(showWork, id);
      const stale = ahead;
      ahead = turn.following && placedId(project, turn.following.id);
      tidy([leaving?.image.document.id ?? null, stale].filter((each) => each !== ahead));
      if (turn.following) fetchIn(project, turn.following);
      return true;
    } finally {
      going = false;
    }
  };

  /**
   * @param {string} project
   * @param {string | null} leaving the picture that is on the stage
   */
  const takeTurn = async (project, leaving) => {
    const turn = await api.takeNext(project, passed, who());
    if (turn.picture !== null || passed.length === 0) return turn;
    // All others are done: what was passed over comes again.
    passed = leaving === null ? [] : [leaving];
    return api.takeNext(project, passed, who());
  };

  /** @param {readonly (string | null)[]} ids of documents that are wanted no more */
  const tidy = async (ids) => {
    for (const id of new Set(ids)) {
      if (id !== null && id !== workOnStage(store.state)?.image.document.id) await putAway(id);
    }
  };

  // Whoever has a picture on the stage is at it.
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
            say(strings.workTaken(other?.name ?? strings.somebody));
          }
        } catch {
          // Without a lease others may be given the picture; what both do is kept all the same.
        }
        const { lease_seconds } = (await describe(project).catch(() => null)) ?? {};
        await wait(((lease_seconds ?? 60) * 1000) / SIGNS);
      }
    },
  );

  /**
   * @param {string} project
   * @returns {Promise<Project>} as it was when this page first asked
   */
  const describe = (project) => {
    const found = known.get(project) ?? api.getProject(project, store.state.projects.person);
    known.set(project, found);
    found.catch(() => known.delete(project));
    return found;
  };

  return {
    describe,

    next,

    /**
     * @param {string} project
     * @param {ProjectPicture} picture that goes on the stage
     */
    async open(project, picture) {
      const id = await fetchIn(project, picture);
      if (id !== null) store.apply(showWork, id);
    },

    /** Goes on to the next picture of the project on the stage. */
    async goOn() {
      const here = workOnStage(store.state);
      if (here !== null) await next(here.project);
    },

    /** Submits the picture on the stage, and goes on to the next one. */
    async submit() {
      const here = workOnStage(store.state);
      if (here === null || going || isBusy(here.image)) return;
      const { project, picture, image } = here;
      await saving.saveNow();
      const latest = imageOf(String(image.document.id));
      if (latest === null || isPending(store.state, latest)) {
        say(strings.workPendingYet);
        return;
      }
      const now = await told(async () => api.act(project, picture, "submit", who()));
      if (now === null) return;
      store.apply(noteWork, String(image.document.id), now);
      await next(project);
    },

    /** @param {OpenImage} image of a project */
    async close(image) {
      const gone = await putAway(String(image.document.id));
      if (!gone) say(strings.workPendingYet);
    },
  };
}
