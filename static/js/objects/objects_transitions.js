/**
 * Transitions of the objects of the picture on the stage. Each change of them is a step that can be
 * undone; which ones are selected is not.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Next } from "../session/history.js"
 * @import { Draft } from "../session/picture_session.js"
 * @import { Box } from "../stage/geometry.js"
 * @import { Listing, State } from "../shell/state.js"
 */

import { recordsOf } from "../document/document.js";
import { insideRuns } from "../masks/rle.js";
import { iouOf } from "../masks/spans.js";
import { record } from "../prompting/prompting_transitions.js";
import { EMPTY_PROMPT, withMark } from "../prompting/prompts.js";
import { EMPTY_DRAFT } from "../session/picture_session.js";
import { activeImage, changeImage } from "../shell/state.js";
import { windowing } from "../windows/seeing.js";
import { reopened, shapeOf, touches } from "./objects.js";

/**
 * Takes the mask on the stage: it becomes an object, or takes the place of the one that was being
 * refined; the stage is free for the next.
 *
 * @param {State} state
 * @param {Annotation} annotation of the mask
 * @param {string | null} [given] class that it was given, which one that is refined takes too
 * @returns {State}
 */
export function takeMask(state, annotation, given = null) {
  return change(state, (records, { editing }) => {
    const index = records.findIndex(({ id }) => id === editing);
    if (index < 0) return { draft: EMPTY_DRAFT, records: [annotation, ...records] };
    const { id, name, label, created, suggestion, prompts, version } = records[index];
    const words = prompts.filter(({ type }) => type === "text");
    const refined = {
      ...annotation,
      ...(words.length > 0 && { version, prompts: [...words, ...annotation.prompts] }),
      ...(suggestion && { suggestion: changedFrom(records[index], annotation) }),
      id,
      name,
      label: given ?? label,
      created,
    };
    return { draft: EMPTY_DRAFT, records: records.with(index, refined) };
  });
}

/**
 * Where an object came from, and how much of the mask that was suggested it still is.
 *
 * @param {Annotation} before with a suggestion
 * @param {Annotation} after
 * @returns {Annotation["suggestion"]}
 */
function changedFrom(before, after) {
  const { suggestion, corrections, segmentation } = before;
  const [base] = corrections;
  const suggested = base?.type === "pixels" ? base.segmentation : segmentation;
  return (
    suggestion && {
      ...suggestion,
      overlap: iouOf(insideRuns(suggested), insideRuns(after.segmentation)),
    }
  );
}

/**
 * @param {State} state
 * @param {readonly Annotation[]} annotations objects more, in front of the others
 * @returns {State}
 */
export function addObjects(state, annotations) {
  return change(state, (records) => ({ records: [...annotations, ...records] }));
}

/**
 * @param {State} state
 * @param {readonly string[]} ids
 * @returns {State}
 */
export function removeObjects(state, ids) {
  return change(state, (records, { editing }) => {
    const rest = records.filter(({ id }) => !ids.includes(id));
    const lost = editing !== null && ids.includes(editing);
    return lost ? { draft: EMPTY_DRAFT, records: rest } : { records: rest };
  });
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} name
 * @param {string} now as ISO 8601 has it
 * @returns {State}
 */
export function nameObject(state, id, name, now) {
  return change(state, (records) => ({
    records: records.map((record) =>
      record.id !== id || record.name === name ? record : { ...record, name, modified: now },
    ),
  }));
}

/**
 * @param {State} state
 * @param {readonly string[]} ids
 * @param {boolean} hidden
 * @returns {State}
 */
export function hideObjects(state, ids, hidden) {
  return record(state, ({ session: { hidden: before } }) => {
    const toggled = ids.filter((id) => before.includes(id) !== hidden);
    return toggled.length === 0 ? null : { toggled };
  });
}

/**
 * Moves objects in the list: what is further up lies in front.
 *
 * @param {State} state
 * @param {readonly string[]} ids
 * @param {-1 | 1} by places; -1 is up
 * @returns {State}
 */
export function moveObjects(state, ids, by) {
  return change(state, (before) => {
    const records = [...before];
    const order = by < 0 ? records.keys() : [...records.keys()].reverse();
    for (const i of order) {
      const other = records[i + by];
      const moves = ids.includes(records[i].id);
      // Those that are moved together stay in their order at the end of the list.
      if (!moves || !other || ids.includes(other.id)) continue;
      [records[i], records[i + by]] = [other, records[i]];
    }
    return { records };
  });
}

/**
 * Puts an object's prompts and corrections back on the stage. Until it is taken again, or dropped,
 * it stays in the list as it was.
 *
 * @param {State} state
 * @param {string} id
 * @returns {State}
 */
export function reopenObject(state, id) {
  return change(state, (records, { editing }) => {
    const record = records.find((each) => each.id === id);
    if (record === undefined || editing === id) return {};
    return { draft: { ...EMPTY_DRAFT, ...reopened(record), editing: id } };
  });
}

/**
 * Puts a box on the stage as a prompt, for an object that is known to be there.
 *
 * @param {State} state
 * @param {Box} box image frame
 * @param {string} label of the object; "" where it is not known
 * @returns {State}
 */
export function offerBox(state, box, label) {
  const image = activeImage(state);
  if (image === null) return state;
  const prompt = withMark(EMPTY_PROMPT, { box }, null, windowing(state, image));
  return change(state, () => ({ draft: { ...EMPTY_DRAFT, prompt, label: label || null } }));
}

/**
 * Puts objects in place of others.
 *
 * @param {State} state
 * @param {readonly string[]} ids of those that go
 * @param {Annotation} annotation in the first one's place, with the id of one of them
 * @returns {State}
 */
export function replaceObjects(state, ids, annotation) {
  return change(state, (records) => {
    const first = records.findIndex(({ id }) => ids.includes(id));
    if (first < 0) return {};
    const rest = records.filter(({ id }, i) => i === first || !ids.includes(id));
    return { records: rest.with(first, annotation) };
  });
}

/**
 * @param {State} state
 * @param {readonly string[]} selected ids of objects
 * @returns {State}
 */
export function selectObjects(state, selected) {
  const image = activeImage(state);
  if (image === null) return state;
  return changeImage(state, image.key, () => ({ session: { selected } }));
}

/**
 * Selects an object alone, or adds it to those selected, or takes it out of them.
 *
 * @param {State} state
 * @param {string} id
 * @param {boolean} more whether the others stay selected
 * @returns {State}
 */
export function selectObject(state, id, more) {
  const { selected = [] } = activeImage(state)?.session ?? {};
  if (!more) return selectObjects(state, [id]);
  const others = selected.filter((each) => each !== id);
  return selectObjects(state, others.length < selected.length ? others : [...selected, id]);
}

/**
 * Selects what a rectangle touches.
 *
 * @param {State} state
 * @param {Box} box image frame
 * @param {boolean} more whether those selected before stay so
 * @returns {State}
 */
export function selectTouched(state, box, more) {
  const image = activeImage(state);
  if (image === null) return state;
  const { selected, hidden } = image.session;
  const touched = recordsOf(image.document)
    .filter((record) => !hidden.includes(record.id) && touches(shapeOf(record), box))
    .map(({ id }) => id);
  return selectObjects(state, more ? [...new Set([...selected, ...touched])] : touched);
}

/**
 * The pointer is over an object, or over its row; or over none.
 *
 * @param {State} state
 * @param {string | null} id
 * @returns {State}
 */
export function pointObject(state, id) {
  const image = activeImage(state);
  if (image === null || image.runtime.pointed === id) return state;
  return changeImage(state, image.key, () => ({ runtime: { pointed: id } }));
}

/**
 * Selects the object after the selected one, or before it; at the end of the list it goes on at the
 * other.
 *
 * @param {State} state
 * @param {-1 | 1} by places in the list; 1 is down
 * @returns {State}
 */
export function walkObjects(state, by) {
  const image = activeImage(state);
  const ids = image ? recordsOf(image.document).map(({ id }) => id) : [];
  if (image === null || ids.length === 0) return state;
  const places = image.session.selected.map((id) => ids.indexOf(id)).filter((i) => i >= 0);
  const from = by > 0 ? Math.max(-1, ...places) : Math.min(ids.length, ...places);
  return selectObjects(state, [ids[(from + by + ids.length) % ids.length]]);
}

/**
 * Orders the list of objects otherwise, or shows others of them. The objects stay as they are.
 *
 * @param {State} state
 * @param {Partial<Listing>} listing
 * @returns {State}
 */
export function arrangeObjects(state, listing) {
  return { ...state, listing: { ...state.listing, ...listing } };
}

/**
 * A new step, unless nothing changes.
 *
 * @param {State} state
 * @param {(records: readonly Annotation[], draft: Draft) => Pick<Next, "draft" | "records">} go
 * @returns {State}
 */
function change(state, go) {
  return record(state, ({ document, session: { draft } }) => {
    const before = recordsOf(document);
    const next = go(before, draft);
    const { records = before } = next;
    const same =
      next.draft === undefined &&
      records.length === before.length &&
      records.every((record, i) => record === before[i]);
    return same ? null : next;
  });
}
