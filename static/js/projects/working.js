/**
 * Working on pictures of projects: one after the other out of the queue, to annotate or to review them,
 * or any of them. The one that would follow is opened ahead, at the end of the filmstrip, so that it is encoded when its turn comes;
 * one that was left goes as soon as the server has all of it.
 *
 * @import * as ProjectsApi from "../server/projects_api.js"
 * @import { Action, Project, ProjectPicture, Stage } from "../server/projects_api.js"
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
 * @property {Pick<Saving, "expect" | "saveAll">} saving
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
import { screen } from "../shell/state.js";
import { forgetDecision, noteDecision, TAKES_BACK } from "./deciding_transitions.js";
import { showPresence } from "./presence.js";
import { keepRenewed } from "./renewing.js";
import { doubtWork } from "./renewing_transitions.js";
import {
  addWork,
  goThrough,
  isClickable,
  isPending,
  noteWork,
  showWork,
  stageFor,
  stageOf,
  workOnStage,
} from "./working_transitions.js";

/** Pictures that the queue is asked to leave out; the server takes a hundred. */
const REMEMBERED = 50;
/** What nobody shall do with annotations that they have not seen. @type {ReadonlySet<Action>} */
const OF_WHAT_IS_SEEN = new Set(["submit", "accept"]);
/** Milliseconds in which a notice offers to take a decision back. */
const SECOND_THOUGHTS = 12_000;

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

  const renew = keepRenewed({ store, documents, saving, strings });

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
      await renew(id);
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
   * @param {() => boolean} [stays] whether it is wanted again meanwhile
   * @returns {Promise<boolean>} whether it is gone
   */
  const putAway = async (id, stays = () => false) => {
    const place = placeOf(id);
    if (place === null || imageOf(id) === null) return true;
    await saving.saveAll();
    const image = imageOf(id);
    if (image === null) return true;
    if (isPending(store.state, image) || stays()) return false;
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
   * Opens the picture that follows, once the one on the stage can be clicked: that one shall not share
   * the processors with the other's encoding.
   *
   * @param {string} project
   * @param {ProjectPicture} picture
   */
  const openAhead = (project, picture) => {
    const id = placedId(project, picture.id);
    const end = store.watch(
      (state) => [ahead !== id, isClickable(state)],
      (unwanted, clickable) => {
        if (!unwanted && !clickable) return;
        queueMicrotask(() => end());
        if (!unwanted) fetchIn(project, picture);
      },
    );
  };

  /**
   * @param {string} project
   * @param {Stage} stage what one goes through
   * @returns {Promise<boolean>} whether another picture is on the stage
   */
  const next = async (project, stage) => {
    if (going) return false;
    const leaving = workOnStage(store.state);
    if (leaving !== null && isBusy(leaving.image)) return false;
    // On a project's page nobody goes on from the picture beneath it: it may be the next one itself.
    const here = screen(store.state) === "workbench" && leaving?.project === project;
    const left = here ? (leaving?.picture ?? null) : null;
    going = true;
    try {
      if (left !== null) passed = [...passed, left].slice(-REMEMBERED);
      const turn = await told(() => takeTurn(project, stage, left));
      if (turn === null) return false;
      if (turn.picture === null) {
        say(stage === "review" ? strings.reviewEmpty : strings.queueEmpty);
        return false;
      }
      const id = await fetchIn(project, turn.picture);
      if (id === null) return false;
      store.apply(goThrough, stage);
      store.apply(showWork, id);
      const stale = ahead;
      const following = turn.following ?? (await passedOver(project, stage, turn.picture.id));
      ahead = following && placedId(project, following.id);
      tidy([leaving?.image.document.id ?? null, stale].filter((each) => each !== ahead));
      if (following) openAhead(project, following);
      return true;
    } finally {
      going = false;
    }
  };

  /**
   * @param {string} project
   * @param {Stage} stage
   * @param {string | null} leaving the picture that is on the stage
   */
  const takeTurn = async (project, stage, leaving) => {
    const turn = await api.takeNext(project, { stage, without: passed }, who());
    if (turn.picture !== null || passed.length === 0) return turn;
    // All others are done: what was passed over comes again.
    passed = leaving === null ? [] : [leaving];
    return api.takeNext(project, { stage, without: passed }, who());
  };

  /**
   * What follows where nothing does but what was passed over.
   *
   * @param {string} project
   * @param {Stage} stage
   * @param {string} picture that is on the stage
   */
  const passedOver = async (project, stage, picture) => {
    if (passed.every((each) => each === picture)) return null;
    const wanted = { stage, without: [picture], take: false };
    const turn = await api.takeNext(project, wanted, who()).catch(() => null);
    return turn?.picture ?? null;
  };

  /** @param {readonly (string | null)[]} ids of documents that are wanted no more */
  const tidy = async (ids) => {
    for (const id of new Set(ids)) {
      const wanted = () => id === workOnStage(store.state)?.image.document.id;
      if (id !== null && !wanted()) await putAway(id, wanted);
    }
  };

  /**
   * @param {string} project
   * @param {ProjectPicture} picture that goes on the stage
   * @param {Stage} stage
   */
  const put = async (project, picture, stage) => {
    const id = await fetchIn(project, picture);
    if (id === null) return;
    store.apply(goThrough, stage);
    store.apply(showWork, id);
  };

  /**
   * Does something with a picture as it is seen here. Where others have changed it since, it is read
   * anew instead, which is said; where they have not, and only the number was not known, it is done.
   *
   * @param {OpenImage} image
   * @param {string} project
   * @param {string} picture
   * @param {Parameters<typeof api.act>[2]} done
   * @returns {Promise<ProjectPicture | null>} null where it is to be looked at again
   */
  const actOnSeen = async ({ document }, project, picture, done) => {
    const id = String(document.id);
    const send = () => {
      const contents = store.state.projects.works[id]?.seen ?? null;
      const seen = OF_WHAT_IS_SEEN.has(done.action) && { contents };
      return api.act(project, picture, { ...done, ...seen }, who());
    };
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "contents_changed") throw error;
      store.apply(doubtWork, id);
      await renew(id);
      return imageOf(id)?.document === document ? send() : null;
    }
  };

  /**
   * Does something with the picture on the stage, once the server has all of it, and goes on to the
   * next one.
   *
   * @param {Action} action
   * @param {{ comment?: string, exhaustive?: readonly string[] }} [more] what goes with it
   * @returns {Promise<boolean>} whether it is done
   */
  const finish = async (action, more = {}) => {
    const here = workOnStage(store.state);
    if (here === null || going || isBusy(here.image)) return false;
    const { project, picture, image } = here;
    const id = String(image.document.id);
    const stage = stageOf(store.state);
    await saving.saveAll();
    const latest = imageOf(id);
    if (latest === null || isPending(store.state, latest)) {
      say(strings.workPendingYet);
      return false;
    }
    const now = await told(() => actOnSeen(latest, project, picture, { action, ...more }));
    if (now === null) return false;
    store.apply(noteWork, id, now);
    const title = latest.session.title;
    const message = strings.decided(title, strings.pictureStates[now.state]);
    store.apply(noteDecision, { project, picture: now, action, stage }, message);
    const notice = store.state.projects.decision?.notice;
    wait(SECOND_THOUGHTS).then(() => store.apply(forgetDecision, notice));
    await next(project, stage);
    return true;
  };

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
  showPresence({ store, api, describe, wait, strings });

  return {
    describe,

    next,

    /**
     * @param {string} project
     * @param {ProjectPicture} picture that goes on the stage
     */
    open: (project, picture) => put(project, picture, stageFor(store.state, picture)),

    /** Goes on to the next picture of the project on the stage. */
    async goOn() {
      const here = workOnStage(store.state);
      if (here !== null) await next(here.project, stageOf(store.state));
    },

    finish,

    /** Takes the last decision back, and puts its picture on the stage again. */
    async takeBack() {
      const { decision } = store.state.projects;
      if (decision === null) return;
      const undoing = TAKES_BACK[decision.action];
      if (undoing === undefined) return;
      const { project, picture, stage } = decision;
      store.apply(forgetDecision);
      const done = { action: undoing };
      const now = await told(async () => api.act(project, picture.id, done, who()));
      if (now !== null) await put(project, now, stage);
    },

    /** Takes back that the picture on the stage was submitted: it stays there, to be worked on. */
    async retract() {
      const here = workOnStage(store.state);
      if (here === null) return;
      const { project, picture, image } = here;
      const done = { action: /** @type {const} */ ("take_back") };
      const now = await told(async () => api.act(project, picture, done, who()));
      if (now === null) return;
      store.apply(forgetDecision);
      store.apply(noteWork, String(image.document.id), now);
    },

    /** @param {OpenImage} image of a project */
    async close(image) {
      const gone = await putAway(String(image.document.id));
      if (!gone) say(strings.workPendingYet);
    },
  };
}
