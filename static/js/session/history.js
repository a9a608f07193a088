/**
 * Undo and redo. A step holds what it changed, as it was before: going back puts that in its place,
 * and keeps what was there for the way forth. In the document that is a new revision each time.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Content, Document, Naming } from "../document/document.js"
 * @import { Draft, Appearances, Session } from "./picture_session.js"
 *
 * @typedef {object} Step
 * @property {Draft} draft
 * @property {readonly Content[]} annotations
 * @property {Appearances} appearances
 *
 * @typedef {object} History
 * @property {readonly Step[]} past oldest first
 * @property {readonly Step[]} future next redo first
 *
 * @typedef {object} Next what a new step makes of things; what is not given stays
 * @property {Draft} [draft]
 * @property {readonly Annotation[]} [records] of the document, the one in front first
 * @property {Appearances} [appearances] of those that change
 */

import { contentsOf, differences, revised } from "../document/document.js";
import { withAppearances } from "./picture_session.js";

/** Steps kept; the oldest is forgotten beyond it. */
export const HISTORY_LIMIT = 500;

/**
 * A new step. What had been undone is gone.
 *
 * @param {{ document: Document, session: Session }} before
 * @param {Next} next
 * @param {Naming} name
 */
export function record({ document, session }, next, name) {
  const changes = next.records === undefined ? [] : differences(document, next.records);
  const step = {
    draft: session.draft,
    annotations: contentsOf(document, changes),
    appearances: pick(session.appearances, next.appearances ?? {}),
  };
  const past = [...session.history.past, step].slice(-HISTORY_LIMIT);
  const after = revised(document, changes, name);
  return {
    document: after,
    session: {
      ...session,
      draft: next.draft ?? session.draft,
      appearances: appearancesAfter(session.appearances, next.appearances ?? {}, after),
      history: { past, future: [] },
    },
  };
}

/**
 * @param {{ document: Document, session: Session }} now
 * @param {Naming} name
 * @returns null when there is nothing to undo
 */
export function undo(now, name) {
  const { past, future } = now.session.history;
  const step = past.at(-1);
  if (step === undefined) return null;
  const { inverse, document, session } = swap(now, step, name);
  return {
    document,
    session: { ...session, history: { past: past.slice(0, -1), future: [inverse, ...future] } },
  };
}

/**
 * @param {{ document: Document, session: Session }} now
 * @param {Naming} name
 * @returns null when there is nothing to redo
 */
export function redo(now, name) {
  const { past, future } = now.session.history;
  const [step, ...rest] = future;
  if (step === undefined) return null;
  const { inverse, document, session } = swap(now, step, name);
  return { document, session: { ...session, history: { past: [...past, inverse], future: rest } } };
}

/**
 * Puts what a step holds in its place.
 *
 * @param {{ document: Document, session: Session }} now
 * @param {Step} step
 * @param {Naming} name
 * @returns {{ inverse: Step, document: Document, session: Session }} inverse: what was there
 */
function swap({ document, session }, { draft, annotations, appearances }, name) {
  const inverse = {
    draft: session.draft,
    annotations: contentsOf(document, annotations),
    appearances: pick(session.appearances, appearances),
  };
  const after = revised(document, annotations, name);
  const changed = appearancesAfter(session.appearances, appearances, after);
  return { inverse, document: after, session: { ...session, draft, appearances: changed } };
}

/**
 * @param {Appearances} appearances
 * @param {Appearances} changed
 * @param {Document} document
 * @returns {Appearances} the same where nothing changes
 */
function appearancesAfter(appearances, changed, { annotations }) {
  const some = Object.keys(changed).length > 0;
  const ids = annotations.map(({ record: { id } }) => id);
  return withAppearances(some ? { ...appearances, ...changed } : appearances, ids);
}

/**
 * @param {Appearances} appearances
 * @param {Appearances} which
 * @returns {Appearances} those of the same ids, as far as there are any
 */
function pick(appearances, which) {
  const known = Object.keys(which).filter((id) => id in appearances);
  return Object.fromEntries(known.map((id) => [id, appearances[id]]));
}
