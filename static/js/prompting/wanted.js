/**
 * Which masks of a picture are wanted, and which are there: questions asked of drafts and answers.
 *
 * @import { BlankSource, MaskSource } from "../decoder/protocol.js"
 * @import { Correction } from "../masks/corrections.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { ShownMask } from "../pictures/runtime.js"
 * @import { ImagePoint, Size } from "../stage/geometry.js"
 * @import { Window } from "../windows/windows.js"
 * @import { PointLabel, Prompt } from "./prompts.js"
 */

import { isEmptyDraft } from "../session/picture_session.js";
import { frame } from "../stage/geometry.js";
import { nextWindow } from "../windows/outgrown.js";
import { embeddingOf } from "../windows/seeing.js";
import { isAmbiguous, isEmptyPrompt } from "./prompts.js";

/** Side of the model frame of a mask that no model has made; any would do. */
const BLANK_SIDE = 1024;

/**
 * The prompt that the pointer aims at, if it is the present one with just this point more.
 *
 * @param {OpenImage} image
 * @param {ImagePoint} point
 * @param {PointLabel} label
 * @returns {Prompt | null}
 */
export function aimedPrompt({ runtime: { aim } }, { x, y }, label) {
  // An aim never outlives the prompt that it began with: its last point tells.
  const last = aim?.prompt.points.at(-1);
  const same = last !== undefined && last.x === x && last.y === y && last.label === label;
  return aim !== null && same ? aim.prompt : null;
}

/**
 * The prompts that the decoder is to answer, the more urgent first: the present one, then the one
 * that a click would make. One that was answered is so once more where a window has come that shows
 * its mask better.
 *
 * @param {OpenImage} image
 * @returns {Prompt[]}
 */
export function unanswered(image) {
  const { prompt } = image.session.draft;
  const { answer, aim, glimpse } = image.runtime;
  const isHere = (/** @type {Window | null} */ window) =>
    window !== null && embeddingOf(image, window) !== null;
  const due = answer?.prompt !== prompt || isHere(nextWindow(answer, wantedToken(image)));
  const prompts = isEmptyPrompt(prompt) || !due ? [] : [prompt];
  if (aim === null) return prompts;
  // A glimpse that its window cuts is shown as it is: the click will have the rest.
  const glimpsed = glimpse?.answer.prompt === aim.prompt && !isHere(glimpse.answer.closer);
  return glimpsed ? prompts : [...prompts, aim.prompt];
}

/**
 * @param {OpenImage | null} image
 * @returns {ShownMask | null} the mask to show under the pointer
 */
export function glimpsedMask(image) {
  const { aim = null, glimpse = null } = image?.runtime ?? {};
  return aim?.hovering && glimpse ? glimpse.shown : null;
}

/**
 * The mask token to show: the one chosen, else the best candidate; null while the present prompt
 * has no answer.
 *
 * @param {OpenImage} image
 * @returns {number | null}
 */
export function wantedToken({ session, runtime: { answer } }) {
  const { prompt, chosen } = session.draft;
  if (answer === null || answer.prompt !== prompt) return null;
  return chosen ?? answer.candidates[0]?.token ?? null;
}

/**
 * The token that a further mark refines, as far as it has to be written down: one that was chosen, or
 * that a memory put first. Asked again later, the memory may put another one first.
 *
 * @param {OpenImage} image
 * @returns {number | null} null for the best candidate, whenever it is asked
 */
export function settledToken({ session, runtime: { answer } }) {
  const { prompt, chosen } = session.draft;
  const ranked = isAmbiguous(prompt) && answer?.prompt === prompt && answer.first?.ranked;
  return chosen ?? (ranked ? answer.candidates[0].token : null);
}

/**
 * The mask to show: the wanted token's of the present prompt, with the corrections made by hand; by
 * hand alone where there is no prompt.
 *
 * @param {OpenImage} image
 * @returns {{ prompt: Prompt, token: number, source: MaskSource | BlankSource,
 *   corrections: readonly Correction[] } | null} null while there is none, or none is known
 */
export function wantedMask(image) {
  const { prompt, corrections } = image.session.draft;
  if (isEmptyPrompt(prompt)) {
    const { picture } = image.document;
    if (corrections.length === 0 || picture.width === 0) return null;
    return { prompt, token: 0, source: blankSource(picture), corrections };
  }
  const token = wantedToken(image);
  const { answer } = image.runtime;
  if (token === null || answer === null) return null;
  return { prompt, token, source: answer.source, corrections };
}

/**
 * @param {OpenImage | null} image
 * @returns {"none" | "pending" | "shown"} "shown" only when the mask on the stage answers exactly
 *   the present prompt and choice
 */
export function maskState(image) {
  if (image === null || isEmptyDraft(image.session.draft)) return "none";
  const { shown } = image.runtime;
  const wanted = wantedMask(image);
  const upToDate =
    shown !== null &&
    wanted !== null &&
    shown.prompt === wanted.prompt &&
    shown.token === wanted.token &&
    sameCorrections(shown.corrections, wanted.corrections);
  return upToDate ? "shown" : "pending";
}

/**
 * @param {readonly Correction[]} a
 * @param {readonly Correction[]} b
 */
export function sameCorrections(a, b) {
  return a === b || (a.length === 0 && b.length === 0);
}

/**
 * What is known of the mask on the stage, once it is up to date.
 *
 * @param {OpenImage | null} image
 * @returns {{ token: number, iou: number | null, fraction: number, milliseconds: number } | null}
 *   fraction is the part of the picture inside the mask, 0..1; a mask changed by hand has no
 *   predicted IoU
 */
export function maskFacts(image) {
  const { shown = null, answer = null } = image?.runtime ?? {};
  if (shown === null || maskState(image) !== "shown") return null;
  const own = answer !== null && answer.prompt === shown.prompt ? answer : null;
  const candidate = own?.candidates.find(({ token }) => token === shown.token);
  return {
    token: shown.token,
    iou: shown.corrections.length > 0 ? null : (candidate?.iou ?? null),
    fraction: shown.fraction,
    milliseconds: own?.milliseconds ?? 0,
  };
}

/**
 * @param {Size} picture
 * @returns {BlankSource}
 */
function blankSource({ width, height }) {
  return { logits: null, frame: frame({ width, height }, BLANK_SIDE), threshold: 0 };
}
