/**
 * Transitions of working on pictures of projects.
 *
 * @import { Document } from "../document/document.js"
 * @import { Loaded } from "../document/documents.js"
 * @import { OpenImage, Source } from "../pictures/open_image.js"
 * @import { ObjectClass } from "../classes/classes.js"
 * @import { ProjectPicture, Stage } from "../server/projects_api.js"
 * @import { State } from "../shell/state.js"
 * @import { Work } from "./projects_state.js"
 */

import { recordsOf } from "../document/document.js";
import { placeOf } from "../document/places.js";
import { goTo } from "../pictures/filmstrip_transitions.js";
import { addImage } from "../pictures/opening_transitions.js";
import { withColours } from "../session/picture_session.js";
import { activeImage, changeImage } from "../shell/state.js";
import { refreshPictures } from "./paging_transitions.js";

/** States in which a picture can be submitted, and skipped. @type {ReadonlySet<string>} */
export const OPEN = new Set(["new", "prefilled", "in_progress", "returned"]);

/** @type {Work} */
const UNKNOWN = { picture: null, delivered: null, failed: false, comments: null, seen: null };

/**
 * @param {State} state
 * @param {string} id of a document in a project
 * @param {Partial<Work>} change
 * @returns {State}
 */
export function changeWork(state, id, change) {
  const work = { ...(state.projects.works[id] ?? UNKNOWN), ...change };
  const works = { ...state.projects.works, [id]: work };
  return { ...state, projects: { ...state.projects, works } };
}

/**
 * Puts a project's picture at the end of the filmstrip, with what the server has of it.
 *
 * @param {State} state
 * @param {Source} source
 * @param {Loaded} loaded
 * @param {ProjectPicture} picture
 * @param {number} now milliseconds
 * @returns {State} its key is one below nextId
 */
export function addWork(state, source, loaded, picture, now) {
  const { contents, ...document } = loaded;
  const added = addImage(state, source, now);
  const ids = recordsOf(document).map(({ id }) => id);
  const opened = changeImage(added, state.nextId, ({ session }) => ({
    document,
    session: { colours: withColours(session.colours, ids) },
  }));
  const { annotations, removed } = document;
  const delivered = { annotations, removed };
  return changeWork(opened, String(document.id), {
    picture,
    delivered,
    failed: false,
    seen: contents ?? null,
  });
}

/**
 * @param {State} state
 * @param {string} id of a document
 * @returns {State} with its picture on the stage, where it is open
 */
export function showWork(state, id) {
  const image = state.images.find(({ document }) => document.id === id);
  return image ? { ...goTo(state, image.key), homeOpen: false } : state;
}

/**
 * @param {State} state
 * @param {Stage} stage what one goes through from now on
 * @returns {State}
 */
export function goThrough(state, stage) {
  return { ...state, projects: { ...state.projects, stage } };
}

/**
 * @param {State} state
 * @returns {Stage} what one goes through
 */
export function stageOf(state) {
  const picture = workOnStage(state)?.work.picture ?? null;
  return state.projects.stage ?? (picture ? stageFor(state, picture) : "annotate");
}

/**
 * @param {State} state
 * @param {Pick<ProjectPicture, "state">} picture
 * @returns {Stage} in which who works here opens it
 */
export function stageFor(state, { state: now }) {
  const done = now === "submitted" || now === "accepted";
  return done && mayReview(state) ? "review" : "annotate";
}

/**
 * @param {State} state
 * @returns {boolean} whether who works here may review
 */
export function mayReview({ projects: { person } }) {
  return person !== null && person.role !== "annotator";
}

/**
 * The server has all of a document, or it could not be brought there.
 *
 * @param {State} state
 * @param {string} id of a document; others than those in projects are no concern
 * @param {Document | null} document null where it could not
 * @param {number | null} contents the server's number of these, where they were read there just now
 * @returns {State}
 */
export function noteDelivered(state, id, document, contents = null) {
  if (placeOf(id) === null) return state;
  if (document === null) return changeWork(state, id, { failed: true });
  const { annotations, removed } = document;
  const news = contents !== null && { seen: contents };
  return changeWork(state, id, { delivered: { annotations, removed }, failed: false, ...news });
}

/**
 * What the server says of a picture by now.
 *
 * @param {State} state
 * @param {string} id of its document
 * @param {ProjectPicture | Pick<ProjectPicture, "state" | "objects">} news
 * @returns {State}
 */
export function noteWork(state, id, news) {
  const place = placeOf(id);
  const before = state.projects.works[id]?.picture ?? null;
  const picture = "id" in news ? news : before && { ...before, ...news };
  if (place === null || picture === null) return state;
  // An answer may come after one that was asked for later.
  if (before !== null && picture.version < before.version) return state;
  const { state: to, objects } = picture;
  if (before?.state === to && before.objects === objects && !("id" in news)) return state;
  return refreshPictures(changeWork(state, id, { picture }), place.project, [picture]);
}

/**
 * The classes of another project, or the browser's own again.
 *
 * @param {State} state
 * @param {string | null} project whose they are; null for the browser's own
 * @param {readonly ObjectClass[]} classes
 * @param {string} active
 * @returns {State}
 */
export function useClassesOf(state, project, classes, active) {
  return { ...state, classesOf: project, classes, activeClass: active };
}

/**
 * @param {State} state
 * @returns {{ image: OpenImage, project: string, picture: string, work: Work } | null} the project's
 *   picture on the stage; null where there is none, or one of the browser's own
 */
export function workOnStage(state) {
  const image = activeImage(state);
  const place = placeOf(image?.document.id);
  if (image === null || place === null) return null;
  return { image, ...place, work: state.projects.works[String(image.document.id)] ?? UNKNOWN };
}

/**
 * @param {State} state
 * @returns {boolean} whether clicks on the picture on the stage are answered at once, or nothing is
 *   under way that would lead there
 */
export function isClickable(state) {
  const { activeKey, placedKey, model } = state;
  const step = activeImage(state)?.runtime.step;
  return placedKey === activeKey || model.status !== "ready" || step === "failed";
}

/**
 * @param {State} state
 * @param {OpenImage} image of a project
 * @returns {boolean} whether the server does not have all of it yet
 */
export function isPending({ projects }, { document }) {
  const delivered = projects.works[String(document.id)]?.delivered ?? null;
  return delivered?.annotations !== document.annotations || delivered.removed !== document.removed;
}
