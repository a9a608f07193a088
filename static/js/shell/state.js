/**
 * The state of the page as a whole: the open pictures, each in its three parts, and what is of none
 * of them. The changes are in the files named `…_transitions.js`.
 *
 * @import { FolderPicture, GalleryImage, ModelInfo } from "../server/api.js"
 * @import { ObjectClass } from "../classes/classes.js"
 * @import { Correction } from "../masks/corrections.js"
 * @import { Limit } from "../decoder/threads.js"
 * @import { Naming } from "../document/document.js"
 * @import { Changes, OpenImage, Source } from "../pictures/open_image.js"
 * @import { Projects } from "../projects/projects_state.js"
 * @import { PointLabel } from "../prompting/prompts.js"
 * @import { Memory } from "../ranking/learnt.js"
 * @import { Box, ImagePoint } from "../stage/geometry.js"
 * @import { Room } from "../stage/viewport.js"
 * @import { Window } from "../windows/windows.js"
 * @import { Language } from "./strings/strings.js"
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
 * @typedef {{ readonly type: "open", readonly source: Source }
 *   | { readonly type: "resume", readonly key: number }
 *   | { readonly type: "reopen", readonly image: OpenImage, readonly place: number }
 *   | { readonly type: "model" | "decode" | "download" | "renew" | "everything" | "fetch"
 *   | "decision" }} Retry what trying again means
 *
 * @typedef {{ heading: string, lines: readonly string[] }} Detail lines are sentences of readers, in
 *   English until they are shown
 *
 * @typedef {object} Notice something the user should know, shown until it is dismissed
 * @property {number} id
 * @property {"error" | "info"} kind
 * @property {string} message one sentence or two
 * @property {Retry | null} retry
 * @property {boolean} openAnother whether opening another picture is a way on
 * @property {boolean} lasting whether it stays until somebody has read it, though it needs no answer
 * @property {readonly Detail[]} details what there is no room for, behind a button
 * @property {boolean} offline whether the cause is a server that does not answer
 * @property {readonly string[]} names in the message, of files: a visitor's own affair
 *
 * @typedef {"system" | "light" | "dark"} Theme
 *
 * @typedef {object} Hand
 * @property {"select" | "prompt" | "box" | "brush" | "lasso"} tool
 * @property {number} radius of the brush, image pixels
 *
 * @typedef {object} Look how masks are shown
 * @property {"overlay" | "mask" | "checkerboard" | "white" | "black"} view over the picture; alone, white
 *   on black; or the picture's pixels in them alone, on that ground
 * @property {number} opacity of their insides, 0..1
 * @property {boolean} outline whether they have one
 * @property {"class" | "object"} colourBy what gives an object its colour
 *
 * @typedef {object} Listing how the list of objects is ordered, and what of it is shown
 * @property {"front" | "time" | "size" | "iou"} sort
 * @property {boolean} grouped by class
 * @property {string} search
 *
 * @typedef {object} State
 * @property {readonly OpenImage[]} images the open ones, in the order of the filmstrip
 * @property {number | null} activeKey the picture on the stage
 * @property {number | null} previousKey the one on the stage before
 * @property {number | null} placedKey the picture that the decoder was given last, and has taken
 * @property {Window | null} placedWindow the part of it whose embedding that was; null for none
 * @property {Window | null} fetchedWindow the part of the picture on the stage that is being fetched
 *   because it is needed
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
 * @property {readonly ObjectClass[]} classes in the order of their digits
 * @property {string | null} classesOf project whose labels they are; null for the browser's own
 * @property {string} activeClass name of the class that the next object gets; "" for none
 * @property {Listing} listing
 * @property {Memory} memory that ranks candidates
 * @property {string | null} memoryOf project whose it is; null for the browser's own
 * @property {GalleryState} gallery
 * @property {readonly FolderPicture[]} folder the server's, of pictures that lie there
 * @property {Projects} projects
 * @property {ModelState} model
 * @property {"ok" | "gone"} server
 * @property {readonly Notice[]} notices
 * @property {readonly string[]} told messages of the latest notices, without the names in them
 * @property {Language} language of the page's words
 * @property {Theme} theme
 * @property {number} nextId key of the next picture, id of the next notice
 * @property {string} writer UUID of this page, with which its revisions' names begin
 * @property {number} revisions that it has named
 */

import { changed } from "../pictures/open_image.js";
import { NO_PROJECTS } from "../projects/projects_state.js";
import { EMPTY_MEMORY } from "../ranking/learnt.js";

/** @type {SelfTest} */
export const NO_SELF_TEST = { status: "waiting", fault: null, milliseconds: null };

/** @type {State} */
export const INITIAL_STATE = {
  images: [],
  activeKey: null,
  previousKey: null,
  placedKey: null,
  placedWindow: null,
  fetchedWindow: null,
  tool: 1,
  hand: { tool: "prompt", radius: 12 },
  stroke: null,
  look: { view: "overlay", opacity: 0.25, outline: true, colourBy: "class" },
  crosshair: null,
  corner: null,
  glimpsing: true,
  homeOpen: true,
  room: null,
  draft: null,
  classes: [],
  classesOf: null,
  activeClass: "",
  listing: { sort: "front", grouped: false, search: "" },
  memory: EMPTY_MEMORY,
  memoryOf: null,
  gallery: { status: "loading", images: [] },
  folder: [],
  projects: NO_PROJECTS,
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
  writer: "",
  revisions: 0,
};

/**
 * @param {State} state
 * @returns {OpenImage | null} the picture on the stage
 */
export function activeImage(state) {
  return state.images.find((image) => image.key === state.activeKey) ?? null;
}

/**
 * @param {State} state
 * @returns {"workbench" | "home" | "project"} what lies in front
 */
export function screen({ homeOpen, projects }) {
  if (!homeOpen) return "workbench";
  return projects.open === null ? "home" : "project";
}

/**
 * The state with parts of one picture changed; a picture that is gone meanwhile changes nothing.
 *
 * @param {State} state
 * @param {number} key
 * @param {(image: OpenImage) => Changes} change
 * @returns {State}
 */
export function changeImage(state, key, change) {
  if (!state.images.some((image) => image.key === key)) return state;
  const images = state.images.map((image) =>
    image.key === key ? changed(image, change(image)) : image,
  );
  return { ...state, images };
}

/**
 * Changes what a picture's history knows of: its document, and of its session the draft
 * and what is hidden.
 *
 * @param {State} state
 * @param {number} key
 * @param {(image: OpenImage, name: Naming) => Changes} change
 * @returns {State}
 */
export function reviseImage(state, key, change) {
  let { revisions } = state;
  const name = () => `${state.writer}.${++revisions}`;
  const next = changeImage(state, key, (image) => change(image, name));
  return next === state ? state : { ...next, revisions };
}

/**
 * @param {State} state
 * @returns {"empty" | "opening" | "encoding" | "ready"}
 */
export function phase(state) {
  const image = activeImage(state);
  if (image === null) return "empty";
  const { step } = image.runtime;
  return step === "ready" || step === "encoding" ? step : "opening";
}
