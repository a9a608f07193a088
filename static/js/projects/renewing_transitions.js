/**
 * Transitions of keeping up with what others make of a picture that is open: which contents of its
 * annotations this page has, and those that are kept by now in their place.
 *
 * @import { Document } from "../document/document.js"
 * @import { State } from "../shell/state.js"
 */

import { recordsOf } from "../document/document.js";
import { withColours } from "../session/picture_session.js";
import { changeImage } from "../shell/state.js";
import { changeWork, isPending, noteWork } from "./working_transitions.js";

/**
 * What this page sent is kept.
 *
 * @param {State} state
 * @param {string} id of a document
 * @param {Pick<import("../server/projects_api.js").Saved, "before" | "contents" | "state" | "objects">} saved
 * @returns {State}
 */
export function noteSaved(state, id, { before, contents, ...news }) {
  const work = state.projects.works[id];
  if (work === undefined) return state;
  const picture = work.picture && { ...work.picture, contents };
  // Where others were in between, theirs has not been seen.
  const seen = work.seen === before ? contents : work.seen;
  return noteWork(changeWork(state, id, { picture, seen }), id, news);
}

/**
 * What this page has of a picture may not be what is kept.
 *
 * @param {State} state
 * @param {string} id of a document
 * @returns {State}
 */
export function doubtWork(state, id) {
  return changeWork(state, id, { seen: null });
}

/**
 * @param {State} state
 * @returns {string[]} ids of documents that others changed, and that can be taken as they are now: this
 *   page has nothing of its own to bring there first, and no object of them is being refined
 */
export function renewable(state) {
  return state.images.flatMap((image) => {
    const { id } = image.document;
    const { picture, seen } = state.projects.works[String(id)] ?? {};
    if (id === null || !picture || isPending(state, image)) return [];
    if (image.session.draft.editing !== null) return [];
    return seen === null || picture.contents > Number(seen) ? [id] : [];
  });
}

/**
 * Puts a document that was read anew in the place of the one that is open.
 *
 * @param {State} state
 * @param {Document} document
 * @param {number} contents
 * @returns {State}
 */
export function renewWork(state, { id, annotations, removed }, contents) {
  const image = state.images.find(({ document }) => document.id === id);
  if (image === undefined) return state;
  const seen = changeWork(state, String(id), { seen: contents });
  if (sameRevisions(image.document, { annotations, removed })) return seen;
  const there = new Set(annotations.map(({ record }) => record.id));
  const renewed = changeImage(seen, image.key, ({ session }) => ({
    document: { annotations, removed },
    session: {
      colours: withColours(
        session.colours,
        recordsOf({ ...image.document, annotations }).map(idOf),
      ),
      selected: session.selected.filter((each) => there.has(each)),
      hidden: session.hidden.filter((each) => there.has(each)),
      // A step back would undo what others did.
      history: { past: [], future: [] },
    },
  }));
  return changeWork(renewed, String(id), { delivered: { annotations, removed } });
}

/** @param {{ id: string }} record */
const idOf = ({ id }) => id;

/**
 * @param {Pick<Document, "annotations" | "removed">} a
 * @param {Pick<Document, "annotations" | "removed">} b
 */
function sameRevisions(a, b) {
  /** @param {Pick<Document, "annotations" | "removed">} document */
  const named = ({ annotations, removed }) =>
    [
      ...annotations.map(({ record, revision }) => `${record.id} ${revision}`),
      ...removed.map(({ id, revision }) => `${id} ${revision} removed`),
    ]
      .sort()
      .join();
  return named(a) === named(b);
}
