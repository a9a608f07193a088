/**
 * Transitions of the objects of the picture on the stage. Each change of them is a step that can be
 * undone; which ones are selected is not.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Edit, PageObject, State } from "../session/state.js"
 */

import { travel } from "../prompting/prompting_transitions.js";
import * as steps from "../session/history.js";
import { activeImage, changeImage, EMPTY_EDIT } from "../session/state.js";
import { nextColour, reopened } from "./objects.js";

/**
 * Takes the mask on the stage: it becomes an object, or takes the place of the one that was being
 * refined; the stage is free for the next.
 *
 * @param {State} state
 * @param {Annotation} annotation of the mask
 * @returns {State}
 */
export function takeMask(state, annotation) {
  return change(state, (edit) => {
    const index = edit.objects.findIndex((object) => object.annotation.id === edit.editing);
    if (index < 0) return { ...EMPTY_EDIT, objects: withObject(edit.objects, annotation) };
    const { id, name, label, created } = edit.objects[index].annotation;
    const refined = { ...annotation, id, name, label, created };
    const objects = edit.objects.with(index, { ...edit.objects[index], annotation: refined });
    return { ...EMPTY_EDIT, objects };
  });
}

/**
 * @param {State} state
 * @param {readonly Annotation[]} annotations objects more, in front of the others
 * @returns {State}
 */
export function addObjects(state, annotations) {
  return change(state, (edit) => ({
    ...edit,
    objects: annotations.reduceRight(withObject, edit.objects),
  }));
}

/**
 * @param {State} state
 * @param {readonly string[]} ids
 * @returns {State}
 */
export function removeObjects(state, ids) {
  return change(state, (edit) => {
    const objects = edit.objects.filter(({ annotation }) => !ids.includes(annotation.id));
    const lost = edit.editing !== null && ids.includes(edit.editing);
    return lost ? { ...EMPTY_EDIT, objects } : { ...edit, objects };
  });
}

/**
 * @param {State} state
 * @param {string} id
 * @param {Partial<Pick<Annotation, "name" | "label">>} words
 * @param {string} now as ISO 8601 has it
 * @returns {State}
 */
export function describeObject(state, id, words, now) {
  const next = change(state, (edit) => ({
    ...edit,
    objects: edit.objects.map((object) => {
      const { annotation } = object;
      const same = Object.entries(words).every(
        ([word, text]) => annotation[/** @type {"name" | "label"} */ (word)] === text,
      );
      if (annotation.id !== id || same) return object;
      return { ...object, annotation: { ...annotation, ...words, modified: now } };
    }),
  }));
  return words.label === undefined ? next : offerLabel(next, words.label);
}

/**
 * @param {State} state
 * @param {readonly string[]} ids
 * @param {boolean} hidden
 * @returns {State}
 */
export function hideObjects(state, ids, hidden) {
  return change(state, (edit) => ({
    ...edit,
    objects: edit.objects.map((object) =>
      ids.includes(object.annotation.id) && object.hidden !== hidden
        ? { ...object, hidden }
        : object,
    ),
  }));
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
  return change(state, (edit) => {
    const objects = [...edit.objects];
    const order = by < 0 ? objects.keys() : [...objects.keys()].reverse();
    for (const i of order) {
      const other = objects[i + by];
      const moves = ids.includes(objects[i].annotation.id);
      // Those that are moved together stay in their order at the end of the list.
      if (!moves || !other || ids.includes(other.annotation.id)) continue;
      [objects[i], objects[i + by]] = [other, objects[i]];
    }
    const same = objects.every((object, i) => object === edit.objects[i]);
    return same ? edit : { ...edit, objects };
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
  return change(state, (edit) => {
    const object = edit.objects.find(({ annotation }) => annotation.id === id);
    if (object === undefined || edit.editing === id) return edit;
    return { ...edit, ...reopened(object.annotation), editing: id };
  });
}

/**
 * Puts objects in place of others.
 *
 * @param {State} state
 * @param {readonly string[]} ids of those that go
 * @param {Annotation} annotation in the first one's place, with its colour
 * @returns {State}
 */
export function replaceObjects(state, ids, annotation) {
  return change(state, (edit) => {
    const first = edit.objects.findIndex((object) => ids.includes(object.annotation.id));
    if (first < 0) return edit;
    const objects = edit.objects
      .with(first, { ...edit.objects[first], annotation })
      .filter((object, i) => i === first || !ids.includes(object.annotation.id));
    return { ...edit, objects };
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
  return changeImage(state, image.key, () => ({ selected }));
}

/**
 * Makes a label one to choose from, and that of the next object.
 *
 * @param {State} state
 * @param {string} label
 * @returns {State}
 */
export function offerLabel(state, label) {
  const known = label === "" || state.labels.includes(label);
  return { ...state, label, labels: known ? state.labels : [...state.labels, label] };
}

/**
 * @param {State} state
 * @param {readonly string[]} labels to choose from
 * @returns {State}
 */
export function setLabels(state, labels) {
  return { ...state, labels: [...new Set(labels.filter((label) => label !== ""))] };
}

/**
 * Changes a label in the list and on every object of the picture on the stage that has it.
 *
 * @param {State} state
 * @param {string} label
 * @param {string} renamed
 * @param {string} now as ISO 8601 has it
 * @returns {State}
 */
export function renameLabel(state, label, renamed, now) {
  if (renamed === "" || renamed === label) return state;
  const labels = state.labels.map((each) => (each === label ? renamed : each));
  const listed = setLabels(
    { ...state, label: state.label === label ? renamed : state.label },
    labels,
  );
  return change(listed, (edit) => ({
    ...edit,
    objects: edit.objects.map((object) =>
      object.annotation.label === label
        ? { ...object, annotation: { ...object.annotation, label: renamed, modified: now } }
        : object,
    ),
  }));
}

/**
 * Offers a label no more; objects that have it keep it.
 *
 * @param {State} state
 * @param {string} label
 * @returns {State}
 */
export function dropLabel(state, label) {
  const labels = state.labels.filter((each) => each !== label);
  return { ...state, labels, label: state.label === label ? "" : state.label };
}

/**
 * @param {readonly PageObject[]} objects
 * @param {Annotation} annotation
 * @returns {readonly PageObject[]} with one more, in front
 */
function withObject(objects, annotation) {
  return [{ annotation, colour: nextColour(objects), hidden: false }, ...objects];
}

/**
 * A new step, unless nothing changes.
 *
 * @param {State} state
 * @param {(edit: Edit) => Edit} go
 * @returns {State}
 */
function change(state, go) {
  return travel(state, (history) => {
    const before = history.present;
    const next = go(before);
    const same =
      next === before ||
      (next.prompt === before.prompt &&
        next.corrections === before.corrections &&
        next.editing === before.editing &&
        next.objects.length === before.objects.length &&
        next.objects.every((object, i) => object === before.objects[i]));
    return same ? history : steps.record(history, next);
  });
}
