/**
 * The shape of the page's state, and the questions asked of it. The changes are in the files
 * named `…_transitions.js`.
 *
 * @import { GalleryImage, ModelInfo } from "../server/api.js"
 * @import { Correction } from "../masks/corrections.js"
 * @import { BlankSource, MaskSource } from "../decoder/protocol.js"
 * @import { Limit } from "../decoder/threads.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { Filters, FoundMask } from "../everything/found.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Box, ImagePoint, Part } from "../stage/geometry.js"
 * @import { History } from "./history.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { Prompt, PointLabel } from "../prompting/prompts.js"
 * @import { Language } from "../shell/strings/strings.js"
 * @import { Camera, Placement, Room } from "../stage/viewport.js"
 *
 * @typedef {{ readonly token: number, readonly iou: number }} Candidate a mask token on offer, with
 *   its predicted IoU
 *
 * @typedef {object} Edit everything about a picture that undo brings back
 * @property {Prompt} prompt
 * @property {number | null} chosen the mask token chosen by hand; null means the best candidate
 * @property {readonly Correction[]} corrections made by hand to the prompt's mask
 * @property {string | null} editing id of the object whose place the mask will take
 * @property {readonly PageObject[]} objects the first in front
 *
 * @typedef {object} PageObject an object, and how the page shows it
 * @property {Annotation} annotation
 * @property {number} colour index in COLOURS
 * @property {boolean} hidden
 *
 * @typedef {object} Everything segment everything of a picture
 * @property {boolean} on whether it is shown, instead of the one object
 * @property {"idle" | "running" | "done" | "stopped" | "failed"} status of its job
 * @property {string} preset the settings' name
 * @property {number} done points
 * @property {number} total points; 0 until known
 * @property {number} since when the job began, in milliseconds of performance.now()
 * @property {number | null} milliseconds the job took, once it has ended
 * @property {readonly FoundMask[]} found every candidate, in the order found
 * @property {Filters} filters that choose among them
 * @property {number | null} hovered id of the mask under the pointer
 *
 * @typedef {object} Answer what a decode said
 * @property {Prompt} prompt the very prompt it answers
 * @property {readonly Candidate[]} candidates best first
 * @property {number} milliseconds the decode took
 * @property {MaskSource} source what masks of any size and token are drawn from
 *
 * @typedef {object} ShownMask
 * @property {Prompt} prompt the very prompt it answers
 * @property {number} token
 * @property {readonly Correction[]} corrections that it has
 * @property {Part} part of the picture that is drawn
 * @property {Mask} mask of that part
 * @property {number} fraction of the whole picture inside the mask, 0..1
 *
 * @typedef {object} Aim
 * @property {Prompt} prompt that a click where the pointer is would make
 * @property {boolean} hovering whether the pointer only hovers there, so that its answer is shown
 *
 * @typedef {{ readonly answer: Answer, readonly shown: ShownMask }} Glimpse the answer to an aim
 *
 * @typedef {object} Thumbnails
 * @property {Prompt} prompt
 * @property {ReadonlyMap<number, Mask>} masks small, by mask token
 *
 * @typedef {"waiting" | "reading" | "sending" | "encoding" | "ready" | "resting" | "failed"} Step of
 *   opening a picture: its turn has not come; its pixels are read by the browser; the file goes to
 *   the server; the server encodes; clicks are answered; pixels or embedding are only in storage
 *   until the picture is on the stage; it waits to be tried again
 *
 * @typedef {object} Source where a picture's bytes come from, so that they can be fetched again
 * @property {string} name the file's; the mask's file is called after it
 * @property {string} title as the page calls it
 * @property {(signal: AbortSignal) => Promise<Blob>} read
 *
 * @typedef {object} Bytes of a picture
 * @property {Blob} file as it was opened
 * @property {Blob | null} preview the server's, where a browser would show the file differently
 *
 * @typedef {object} Stored
 * @property {boolean} bytes
 * @property {string | null} embedding its encoder's fingerprint; null where there is none
 *
 * @typedef {object} OpenImage a picture on the page and all that is known of it
 * @property {number} key
 * @property {string | null} id the server's; null until it has the picture
 * @property {string | null} storageId what storage has it under; null until its saving begins
 * @property {Source} source
 * @property {Bytes | null} bytes null until they are read, and again once storage has them
 * @property {Stored} stored what storage has of it
 * @property {Blob | null} miniature for the filmstrip
 * @property {Step} step
 * @property {number} since when the step began, in milliseconds of performance.now()
 * @property {ImageBitmap | null} bitmap its pixels, EXIF-rotated; null until they are read
 * @property {number} width pixels; 0 until known
 * @property {number} height
 * @property {readonly string[]} notes sentences on what reading did to the picture
 * @property {Embedding | null} embedding
 * @property {number | null} encodeMilliseconds how long the embedding was waited for
 * @property {History<Edit>} history
 * @property {Answer | null} answer
 * @property {ShownMask | null} shown
 * @property {Thumbnails | null} thumbnails
 * @property {Aim | null} aim null while no pointer is on the picture, or none that will click
 * @property {Glimpse | null} glimpse of the present aim, or of an earlier one until that is there
 * @property {Everything} everything
 * @property {readonly string[]} selected ids of objects
 * @property {Camera | null} camera where someone has gone in it; null shows it whole
 *
 * @typedef {object} ModelState
 * @property {"loading" | "ready" | "failed"} status of the decoder in the worker
 * @property {ModelInfo | null} info
 * @property {number | null} threads the decoder runs on, once it is ready
 * @property {Limit | null} why not more threads
 * @property {boolean} plain whether the plain decoder runs, after the folded one has failed
 * @property {SelfTest} selfTest of the decoder that runs
 *
 * @typedef {object} SelfTest
 * @property {"waiting" | "passed" | "failed"} status
 * @property {string | null} fault that it found, in a sentence
 * @property {number | null} milliseconds it took; null where it did not come to its end
 *
 * @typedef {object} GalleryState
 * @property {"loading" | "ready" | "failed"} status
 * @property {readonly GalleryImage[]} images
 *
 * @typedef {{ readonly type: "open", readonly source: Source, readonly history: History<Edit> | null }
 *   | { readonly type: "resume", readonly key: number }
 *   | { readonly type: "reopen", readonly image: OpenImage, readonly place: number }
 *   | { readonly type: "model" | "decode" | "download" | "renew" | "everything" }} Retry what trying again means
 *
 * @typedef {object} Notice something the user should know, shown until it is dismissed
 * @property {number} id
 * @property {"error" | "info"} kind
 * @property {string} message one sentence or two
 * @property {Retry | null} retry
 * @property {boolean} openAnother whether opening another picture is a way on
 * @property {boolean} offline whether the cause is a server that does not answer
 * @property {readonly string[]} names in the message, of files: a visitor's own affair
 *
 * @typedef {"system" | "light" | "dark"} Theme
 *
 * @typedef {object} Hand
 * @property {"prompt" | "brush" | "lasso"} tool
 * @property {number} radius of the brush, image pixels
 *
 * @typedef {object} Look how masks are shown
 * @property {"overlay" | "mask" | "checkerboard" | "white" | "black"} view over the picture; alone, white
 *   on black; or the picture's pixels in them alone, on that ground
 * @property {number} opacity of their insides, 0..1
 * @property {boolean} outline whether they have one
 *
 * @typedef {object} State
 * @property {readonly OpenImage[]} images the open ones, in the order of the filmstrip
 * @property {number | null} activeKey the picture on the stage
 * @property {number | null} previousKey the one on the stage before
 * @property {PointLabel} tool what a plain click, or stroke, does: 1 adds, 0 takes away
 * @property {Hand} hand what the pointer does to a picture
 * @property {Correction | null} stroke being made, not yet part of the mask
 * @property {boolean} glimpsing whether the mask under the pointer is shown before a click
 * @property {Look} look
 * @property {ImagePoint | null} crosshair the pixel that the keyboard points at; null while it does
 *   not
 * @property {ImagePoint | null} corner of the box that the keyboard draws, where it began
 * @property {boolean} homeOpen whether the start screen lies over the picture
 * @property {Room | null} room for the picture on the stage; null until it is measured
 * @property {Box | null} draft the box being dragged, image frame
 * @property {readonly string[]} labels to choose from for objects
 * @property {string} label of the next object
 * @property {GalleryState} gallery
 * @property {ModelState} model
 * @property {"ok" | "gone"} server
 * @property {readonly Notice[]} notices
 * @property {readonly string[]} told messages of the latest notices, without the names in them
 * @property {Language} language of the page's words
 * @property {Theme} theme
 * @property {number} nextId key of the next picture, id of the next notice
 */

import { DEFAULT_FILTERS, surviving } from "../everything/found.js";
import { EMPTY_PROMPT, isEmptyPrompt } from "../prompting/prompts.js";
import { frame } from "../stage/geometry.js";
import { maskPart, placement, visiblePart } from "../stage/viewport.js";

/** Masks are drawn no larger than this on the stage, whatever the screen, to stay quick. */
const LONGEST_DRAWN = 2560;

/** Side of the model frame of a mask that no model has made; any would do. */
const BLANK_SIDE = 1024;

/** @type {Edit} */
export const EMPTY_EDIT = {
  prompt: EMPTY_PROMPT,
  chosen: null,
  corrections: [],
  editing: null,
  objects: [],
};

/** @type {Everything} */
export const NO_EVERYTHING = {
  on: false,
  status: "idle",
  preset: "fast",
  done: 0,
  total: 0,
  since: 0,
  milliseconds: null,
  found: [],
  filters: DEFAULT_FILTERS,
  hovered: null,
};

/** @type {SelfTest} */
export const NO_SELF_TEST = { status: "waiting", fault: null, milliseconds: null };

/** @type {State} */
export const INITIAL_STATE = {
  images: [],
  activeKey: null,
  previousKey: null,
  tool: 1,
  hand: { tool: "prompt", radius: 12 },
  stroke: null,
  look: { view: "overlay", opacity: 0.44, outline: true },
  crosshair: null,
  corner: null,
  glimpsing: true,
  homeOpen: true,
  room: null,
  draft: null,
  labels: [],
  label: "",
  gallery: { status: "loading", images: [] },
  model: {
    status: "loading",
    info: null,
    threads: null,
    why: null,
    plain: false,
    selfTest: NO_SELF_TEST,
  },
  server: "ok",
  notices: [],
  told: [],
  language: "en",
  theme: "system",
  nextId: 1,
};

/**
 * @param {State} state
 * @returns {OpenImage | null} the picture on the stage
 */
export function activeImage(state) {
  return state.images.find((image) => image.key === state.activeKey) ?? null;
}

/**
 * The state with one picture changed; a picture that is gone meanwhile changes nothing.
 *
 * @param {State} state
 * @param {number} key
 * @param {(image: OpenImage) => Partial<OpenImage>} patch
 * @returns {State}
 */
export function changeImage(state, key, patch) {
  if (!state.images.some((image) => image.key === key)) return state;
  const images = state.images.map((image) =>
    image.key === key ? { ...image, ...patch(image) } : image,
  );
  return { ...state, images };
}

/**
 * @param {State} state
 * @returns {"empty" | "opening" | "encoding" | "ready"}
 */
export function phase(state) {
  const image = activeImage(state);
  if (image === null) return "empty";
  return image.step === "ready" || image.step === "encoding" ? image.step : "opening";
}

/**
 * @param {OpenImage} image
 * @returns {boolean} whether its bytes are known, so that nothing is needed to read it again
 */
export function isRead({ bytes, stored }) {
  return bytes !== null || stored.bytes;
}

/**
 * The prompt that the pointer aims at, if it is the present one with just this point more.
 *
 * @param {OpenImage} image
 * @param {ImagePoint} point
 * @param {PointLabel} label
 * @returns {Prompt | null}
 */
export function aimedPrompt({ aim }, { x, y }, label) {
  // An aim never outlives the prompt that it began with: its last point tells.
  const last = aim?.prompt.points.at(-1);
  const same = last !== undefined && last.x === x && last.y === y && last.label === label;
  return aim !== null && same ? aim.prompt : null;
}

/**
 * The prompts that the decoder is to answer, the more urgent first: the present one, then the one
 * that a click would make.
 *
 * @param {OpenImage} image
 * @returns {Prompt[]}
 */
export function unanswered({ history, answer, aim, glimpse }) {
  const { prompt } = history.present;
  const prompts = isEmptyPrompt(prompt) || answer?.prompt === prompt ? [] : [prompt];
  if (aim !== null && glimpse?.answer.prompt !== aim.prompt) prompts.push(aim.prompt);
  return prompts;
}

/**
 * @param {OpenImage | null} image
 * @returns {ShownMask | null} the mask to show under the pointer
 */
export function glimpsedMask(image) {
  return image?.aim?.hovering && image.glimpse ? image.glimpse.shown : null;
}

/**
 * The mask token to show: the one chosen, else the best candidate; null while the present prompt
 * has no answer.
 *
 * @param {OpenImage} image
 * @returns {number | null}
 */
export function wantedToken({ history, answer }) {
  const { prompt, chosen } = history.present;
  if (answer === null || answer.prompt !== prompt) return null;
  return chosen ?? answer.candidates[0]?.token ?? null;
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
  const { prompt, corrections } = image.history.present;
  if (isEmptyPrompt(prompt)) {
    if (corrections.length === 0 || image.width === 0) return null;
    return { prompt, token: 0, source: blankSource(image), corrections };
  }
  const token = wantedToken(image);
  if (token === null || image.answer === null) return null;
  return { prompt, token, source: image.answer.source, corrections };
}

/** @param {Edit} edit */
export function isEmptyEdit({ prompt, corrections }) {
  return isEmptyPrompt(prompt) && corrections.length === 0;
}

/**
 * @param {OpenImage | null} image
 * @returns {"none" | "pending" | "shown"} "shown" only when the mask on the stage answers exactly
 *   the present prompt and choice
 */
export function maskState(image) {
  if (image === null || isEmptyEdit(image.history.present)) return "none";
  const { shown } = image;
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
  if (image === null || maskState(image) !== "shown" || image.shown === null) return null;
  const { shown, answer } = image;
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
 * @param {OpenImage} image
 * @returns {BlankSource}
 */
function blankSource({ width, height }) {
  return { logits: null, frame: frame({ width, height }, BLANK_SIDE), threshold: 0 };
}

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Placement} where it lies in the room
 */
export function placementOf({ room }, image) {
  if (room !== null) return placement(room, image, image.camera);
  const { width, height } = image;
  return { left: 0, top: 0, width, height, scale: 1 };
}

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Part} what can be seen of it, in device pixels
 */
export function seenPart(state, image) {
  const { width, height } = image;
  if (state.room === null) return { width, height };
  return visiblePart(state.room, image, placementOf(state, image));
}

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Part} what can be seen of it, at the size that masks are drawn at
 */
export function drawnPart(state, image) {
  return maskPart(seenPart(state, image), image, LONGEST_DRAWN);
}

/** @type {WeakMap<readonly FoundMask[], { filters: Filters, masks: readonly FoundMask[] }>} */
const filtered = new WeakMap();

/**
 * The masks of everything that pass the filters, worked out once for each change of either.
 *
 * @param {OpenImage} image
 * @returns {readonly FoundMask[]}
 */
export function survivors({ everything: { found, filters } }) {
  const known = filtered.get(found);
  if (known?.filters === filters) return known.masks;
  const masks = surviving(found, filters);
  filtered.set(found, { filters, masks });
  return masks;
}
