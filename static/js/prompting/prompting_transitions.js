/**
 * Transitions of prompting the picture on the stage, and of the decoder's answers.
 *
 * @import { Correction } from "../masks/corrections.js"
 * @import { Box, ImagePoint } from "../stage/geometry.js"
 * @import { Naming } from "../document/document.js"
 * @import { Changes, OpenImage } from "../pictures/open_image.js"
 * @import { Next } from "../session/history.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { Mark, PointLabel, Prompt, Step } from "./prompts.js"
 * @import { Answer, ShownMask } from "../pictures/runtime.js"
 * @import { Draft } from "../session/picture_session.js"
 * @import { Hand, State } from "../shell/state.js"
 * @import { Window, Windowing } from "../windows/windows.js"
 */

import { NOTHING_SHOWN } from "../pictures/runtime.js";
import { lockOf, refuseChange } from "../projects/locking.js";
import * as steps from "../session/history.js";
import { EMPTY_DRAFT, isEmptyDraft } from "../session/picture_session.js";
import { activeImage, changeImage, reviseImage } from "../shell/state.js";
import { windowing } from "../windows/seeing.js";
import { useWindow } from "../windows/windows_transitions.js";
import { lookAway } from "./aiming_transitions.js";
import { isEmptyPrompt, marksOf, replay, withMark } from "./prompts.js";
import { aimedPrompt, sameCorrections, settledToken, wantedMask } from "./wanted.js";

/**
 * @param {State} state
 * @param {PointLabel} tool what a plain click adds from now on
 * @returns {State}
 */
export function chooseTool(state, tool) {
  return { ...state, tool };
}

/**
 * A click. Where the pointer was aiming already, its answer may be there or under way.
 *
 * @param {State} state
 * @param {ImagePoint} point
 * @param {PointLabel} label
 * @returns {State}
 */
export function addPoint(state, point, label) {
  const image = activeImage(state);
  const aimed = image && aimedPrompt(image, point, label);
  return prompt(state, ({ prompt, chosen }, asking) => ({
    prompt: aimed ?? withMark(prompt, { point: { ...point, label } }, chosen, asking),
    chosen: null,
  }));
}

/**
 * Replaces the box, if there is one: it becomes the last mark.
 *
 * @param {State} state
 * @param {Box} box
 * @returns {State}
 */
export function setBox(state, box) {
  return prompt(state, (edit, asking) => {
    const marks = marksOf(edit.prompt, edit.chosen);
    const others = marks.filter(({ mark }) => !("box" in mark));
    return replay([...others, { mark: { box }, chosen: null }], edit.prompt, asking);
  });
}

/**
 * Takes hold of a mark: from now on {@link moveMark} moves it, all within one step that can be
 * undone.
 *
 * @param {State} state
 * @returns {State}
 */
export function takeMark(state) {
  return record(state, ({ session }) => ({ draft: { ...session.draft } }));
}

/**
 * Puts a mark elsewhere; what came after it is as if it had been made there.
 *
 * @param {State} state
 * @param {number} index of the mark, in the order made
 * @param {Mark} mark
 * @returns {State}
 */
export function moveMark(state, index, mark) {
  return travel(state, (image) => {
    const { draft } = image.session;
    const marks = marksOf(draft.prompt, draft.chosen).map((each, i) =>
      i === index ? { ...each, mark } : each,
    );
    const next = replay(marks, draft.prompt, windowing(state, image));
    return next.prompt === draft.prompt ? null : { session: { draft: { ...draft, ...next } } };
  });
}

/**
 * Takes a mark away; what came after it is as if it had never been.
 *
 * @param {State} state
 * @param {number} index of the mark, in the order made
 * @returns {State}
 */
export function removeMark(state, index) {
  return prompt(state, ({ prompt, chosen }, asking) =>
    replay(
      marksOf(prompt, chosen).filter((_, i) => i !== index),
      prompt,
      asking,
    ),
  );
}

/**
 * The box while it is being dragged; null when the drag ends or is dropped.
 *
 * @param {State} state
 * @param {Box | null} draft
 * @returns {State}
 */
export function draftBox(state, draft) {
  return draft === state.draft ? state : { ...state, draft };
}

/**
 * Removes every mark and correction, as one step that can be undone. An object that was being
 * refined stays as it was.
 *
 * @param {State} state
 * @returns {State}
 */
export function clearPrompt(state) {
  return record(state, ({ session: { draft } }) =>
    isEmptyDraft(draft) && draft.editing === null ? null : { draft: EMPTY_DRAFT },
  );
}

/**
 * Changes the mask by hand.
 *
 * @param {State} state
 * @param {Correction} correction
 * @returns {State}
 */
export function correct(state, correction) {
  return record({ ...state, stroke: null }, ({ session: { draft } }) => ({
    draft: { ...draft, corrections: [...draft.corrections, correction] },
  }));
}

/**
 * A stroke while it is being made; null when it is dropped.
 *
 * @param {State} state
 * @param {Correction | null} stroke
 * @returns {State}
 */
export function draftStroke(state, stroke) {
  return stroke === state.stroke ? state : { ...state, stroke };
}

/**
 * @param {State} state
 * @param {Partial<Hand>} hand
 * @returns {State}
 */
export function takeUp(state, hand) {
  const next = { ...lookAway(state), stroke: null, draft: null };
  return { ...next, hand: { ...state.hand, ...hand } };
}

/**
 * Chooses among the candidates on offer. Looking through them is not a step of its own: undo goes
 * back to before the prompt that raised the question.
 *
 * @param {State} state
 * @param {number} token
 * @returns {State}
 */
export function chooseCandidate(state, token) {
  const image = activeImage(state);
  const { answer = null } = image?.runtime ?? {};
  if (image === null || answer === null) return state;
  const { draft } = image.session;
  const offered = answer.candidates.some((candidate) => candidate.token === token);
  if (answer.prompt !== draft.prompt || !offered) return state;
  return changeImage(state, image.key, () => ({
    session: { draft: { ...draft, chosen: token } },
    // What a click would ask begins with the mask that is shown.
    runtime: { aim: null, glimpse: null },
  }));
}

/**
 * @param {State} state
 * @returns {State}
 */
export function undo(state) {
  return travel(state, steps.undo);
}

/**
 * @param {State} state
 * @returns {State}
 */
export function redo(state) {
  return travel(state, steps.redo);
}

/**
 * The decoder has taken a picture, or a window of it: clicks on it are answered at once.
 *
 * @param {State} state
 * @param {number} key
 * @param {Window | null} [window] null for all of the picture
 * @returns {State}
 */
export function notePlaced(state, key, window = null) {
  if (state.placedKey === key && state.placedWindow === window) return state;
  return useWindow({ ...state, placedKey: key, placedWindow: window }, key, window);
}

/**
 * A decode with the mask to show of it. It is taken only while its prompt is the present one.
 *
 * @param {State} state
 * @param {number} key
 * @param {Answer} answer
 * @param {ShownMask} shown
 * @returns {State}
 */
export function showAnswer(state, key, answer, shown) {
  return changeImage(state, key, ({ session }) =>
    answer.prompt === session.draft.prompt ? { runtime: { answer, shown, thumbnails: null } } : {},
  );
}

/**
 * The mask that is wanted, or the same elsewhere or at another size.
 *
 * @param {State} state
 * @param {number} key
 * @param {ShownMask} shown
 * @returns {State}
 */
export function showMask(state, key, shown) {
  return changeImage(state, key, (image) => {
    const wanted = wantedMask(image);
    if (wanted?.prompt !== shown.prompt) return {};
    const same = sameCorrections(wanted.corrections, shown.corrections);
    return same ? { runtime: { shown } } : {};
  });
}

/**
 * @param {State} state
 * @param {number} key
 * @param {Prompt} prompt that they answer
 * @param {ReadonlyMap<number, Mask>} masks small ones, by mask token
 * @param {Window} window that they are of
 * @returns {State}
 */
export function showThumbnails(state, key, prompt, masks, window) {
  return changeImage(state, key, ({ session, runtime: { answer } }) => {
    // The same prompt may have been answered in another window meanwhile.
    const wanted = prompt === session.draft.prompt && answer?.window === window;
    return wanted ? { runtime: { thumbnails: { prompt, masks, window } } } : {};
  });
}

/**
 * A step that makes another prompt.
 *
 * @param {State} state
 * @param {(before: Draft, asking: Windowing) => Step} change returns the same prompt when nothing
 *   changes
 * @returns {State}
 */
function prompt(state, change) {
  return record(state, (image) => {
    const { draft } = image.session;
    const before = { ...draft, chosen: settledToken(image) };
    const { prompt, chosen } = change(before, windowing(state, image));
    return prompt === draft.prompt ? null : { draft: { ...draft, prompt, chosen } };
  });
}

/**
 * A new step in the history of a picture.
 *
 * @param {State} state
 * @param {(image: OpenImage) => Next | null} change null when nothing changes
 * @param {number | null} [key] of the picture; the one on the stage, if it is not given
 * @returns {State}
 */
export function record(state, change, key = state.activeKey) {
  return travel(
    state,
    (image, name) => {
      const next = change(image);
      return next && steps.record(image, next, name);
    },
    key,
  );
}

/**
 * Goes elsewhere in the history of a picture. Where its annotations are locked it stays, but for what
 * gives up a mask or hides an object.
 *
 * @param {State} state
 * @param {(image: OpenImage, name: Naming) => Changes | null} move null to stay
 * @param {number | null} [key] of the picture; the one on the stage, if it is not given
 * @returns {State}
 */
function travel(state, move, key = state.activeKey) {
  const image = state.images.find((each) => each.key === key) ?? null;
  // Before the picture's size is known there is nothing to point at.
  if (image === null || image.document.picture.width === 0) return state;
  const locked = lockOf(state, image) !== null;
  let moved = true;
  let refused = false;
  const next = reviseImage(state, image.key, (_, name) => {
    const changes = move(image, name);
    moved = changes !== null;
    refused = locked && changes !== null && isWork(image, changes);
    return changes ?? {};
  });
  if (refused) return refuseChange(state);
  return moved ? changeImage(next, image.key, shownAfter) : state;
}

/**
 * @param {OpenImage} image
 * @param {Changes} changes
 * @returns {boolean} whether they are of its annotations, or of a mask that would become one
 */
function isWork(image, { document = {}, session = {} }) {
  const { annotations = image.document.annotations, removed = image.document.removed } = document;
  const { draft = image.session.draft } = session;
  const same = annotations === image.document.annotations && removed === image.document.removed;
  const drawn = draft !== image.session.draft && !(isEmptyDraft(draft) && draft.editing === null);
  return !same || drawn;
}

/**
 * What is still to be shown after a step.
 *
 * @param {OpenImage} image
 * @returns {Changes}
 */
function shownAfter({ session: { draft }, runtime: { glimpse } }) {
  const next = { aim: null, glimpse: null };
  if (glimpse?.answer.prompt === draft.prompt && draft.corrections.length === 0) {
    return { runtime: { ...next, ...glimpse, thumbnails: null } };
  }
  // Without anything to show there is no mask; otherwise the old one stays until the new one.
  if (isEmptyDraft(draft)) return { runtime: NOTHING_SHOWN };
  if (isEmptyPrompt(draft.prompt)) return { runtime: { ...next, answer: null, thumbnails: null } };
  return { runtime: next };
}
