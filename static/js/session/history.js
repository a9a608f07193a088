/**
 * Undo and redo. A step holds what it changed, as it was before: going back puts that in its place,
 * and keeps what was there for the way forth. In the document that is a new revision each time.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Content, Document, Naming } from "../document/document.js"
 * @import { Draft, Session } from "./picture_session.js"
 *
 * @typedef {object} Step
 * @property {Draft} draft
 * @property {readonly Content[]} annotations
 * @property {readonly string[]} toggled ids of annotations that were hidden, or shown again
 *
 * @typedef {object} History
 * @property {readonly Step[]} past oldest first
 * @property {readonly Step[]} future next redo first
 *
 * @typedef {object} Next what a new step makes of things; what is not given stays
 * @property {Draft} [draft]
 * @property {readonly Annotation[]} [records] of the document, the one in front first
 * @property {readonly string[]} [toggled] ids of annotations to hide, or to show again
 */

import { contentsOf, differences, revised } from "../document/document.js";
import { withColours } from "./picture_session.js";

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
  const { draft, hidden, history } = session;
  const { toggled = [] } = next;
  const step = { draft, toggled, annotations: contentsOf(document, changes) };
  const after = revised(document, changes, name);
  return {
    document: after,
    session: {
      ...session,
      draft: next.draft ?? draft,
      hidden: toggle(hidden, toggled),
      colours: coloursAfter(session, changes, after),
      history: { past: [...history.past, step].slice(-HISTORY_LIMIT), future: [] },
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
function swap({ document, session }, { draft, toggled, annotations }, name) {
  const inverse = {
    draft: session.draft,
    toggled,
    annotations: contentsOf(document, annotations),
  };
  const after = revised(document, annotations, name);
  const colours = coloursAfter(session, annotations, after);
  const hidden = toggle(session.hidden, toggled);
  return { inverse, document: after, session: { ...session, draft, hidden, colours } };
}

/**
 * @param {readonly string[]} hidden
 * @param {readonly string[]} toggled
 * @returns {readonly string[]} those of either, but not of both
 */
function toggle(hidden, toggled) {
  if (toggled.length === 0) return hidden;
  return [
    ...hidden.filter((id) => !toggled.includes(id)),
    ...toggled.filter((id) => !hidden.includes(id)),
  ];
}

/**
 * @param {Session} session
 * @param {readonly Content[]} contents that its document has got
 * @param {Document} document
 * @returns {Session["colours"]} the same where none lacks one
 */
function coloursAfter({ colours }, contents, { annotations }) {
  if (contents.every(({ id, record }) => record === null || id in colours)) return colours;
  return withColours(
    colours,
    annotations.map(({ record: { id } }) => id),
  );
}
