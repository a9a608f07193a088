/**
 * What keys and gestures mean: the one table from which the keyboard, help, tooltips and docs/keys.md
 * come.
 *
 * @import { Actions } from "./actions.js"
 * @import { State } from "./state.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {"home" | "picture" | "crosshair" | "lasso" | "everything" | "suggestions"} Mode what a key is
 *   pressed in: the start screen, a picture, a picture that the keyboard points in, a lasso that is being
 *   drawn, everything, and a picture with suggestions and no mask on the stage
 *
 * @typedef {{ store: Store, actions: Actions, date: () => string, help: () => void }} Parts
 *
 * @typedef {object} Key
 * @property {Name} name of its sentence in `strings.keys`
 * @property {readonly string[]} chords such as "Ctrl+Shift+Z": modifiers in the order Ctrl, Alt, Shift,
 *   then what `event.key` says, or `event.code` for digits, which stand elsewhere on some keyboards
 * @property {readonly Mode[]} modes
 * @property {(parts: Parts, chord: string) => boolean | void} [run] false where there is nothing to do, and
 *   the key is left to others; without one it is a gesture of the pointer, or is heard elsewhere
 * @property {boolean} [once] whether holding it down does it once: what it does, it does to another
 *   picture each time
 *
 * @typedef {"findRest" | "claimAll" | "toolSelect" | "toolPrompt" | "toolBox" | "toolBrush" | "toolLasso" | "everything"
 *   | "keep" | "classes" | "candidates" | "candidateWheel" | "giveUp" | "undo" | "redo" | "delete"
 *   | "walkBack" | "walkOn" | "rename" | "selectAll" | "toClasses" | "sign" | "smaller" | "larger"
 *   | "zoomIn" | "zoomOut" | "zoomWhole" | "zoomPixels" | "pictureBefore" | "pictureAfter" | "arrows"
 *   | "act" | "corner" | "help" | "click" | "clickAway" | "clickAlways" | "selectMore" | "drag"
 *   | "refine" | "push" | "wheel" | "nextPicture" | "submitPicture" | "acceptPicture" | "returnPicture"
 *   | "takeBack" | "commentPicture" | "commentBefore" | "commentAfter"
 *   | "findSimilar" | "findWords" | "acceptSuggestion" | "acceptSuggestions" | "rejectSuggestion"
 *   | "correctSuggestion" | "suggestionBefore" | "suggestionAfter"} Name
 */

import { useClass } from "../classes/using.js";
import { recordsOf } from "../document/document.js";
import { switchEverything } from "../everything/everything_transitions.js";
import { removeObjects, selectObjects, walkObjects } from "../objects/objects_transitions.js";
import { stepAlong } from "../pictures/filmstrip_transitions.js";
import { stageOf, workOnStage } from "../projects/working_transitions.js";
import { moveBy, takeAwayMark } from "../prompting/crosshair_actions.js";
import { cornerBox, dropCorner } from "../prompting/crosshair_transitions.js";
import {
  chooseCandidate,
  chooseTool,
  clearPrompt,
  draftBox,
  draftStroke,
  redo,
  takeUp,
  undo,
} from "../prompting/prompting_transitions.js";
import { endLasso } from "../prompting/strokes.js";
import { isEmptyDraft } from "../session/picture_session.js";
import { closeSimilar, walkSuggestions } from "../similar/similar_transitions.js";
import { suggesting } from "../similar/suggestions.js";
import { showWhole, zoomBy, zoomToPixels } from "../stage/looking_transitions.js";
import { find } from "./dom.js";
import { closeHome } from "./page_transitions.js";
import { activeImage } from "./state.js";

/** Zoom of a key. */
const ZOOM = Math.SQRT2;
/** Pixels of the picture that an arrow key goes with Shift. */
const FAR = 10;

/** @type {Record<string, { x: number, y: number }>} */
const ARROWS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Where a key has another meaning while there are suggestions. @type {readonly Mode[]} */
const OBJECTS = ["picture", "crosshair", "lasso"];
/** @type {readonly Mode[]} */
const ONE = [...OBJECTS, "suggestions"];
/** @type {readonly Mode[]} */
const SEEN = [...ONE, "everything"];

/** @param {Name} name @param {string} letter @param {State["hand"]["tool"]} tool @returns {Key} */
const takes = (name, letter, tool) => ({
  name,
  chords: [letter],
  modes: letter === "B" ? ["picture", "lasso", "suggestions"] : ONE,
  run: ({ store }) => store.apply(takeUp, { tool }),
});

/**
 * @param {Name} name
 * @param {string} letter
 * @param {(parts: Parts) => void} act
 * @param {readonly Mode[]} [modes]
 * @returns {Key} of who reviews
 */
const reviews = (name, letter, act, modes = ONE) => ({
  name,
  chords: [letter],
  modes,
  once: true,
  run: (parts) => {
    const { state } = parts.store;
    if (workOnStage(state) === null || stageOf(state) !== "review") return false;
    act(parts);
    return true;
  },
});

/**
 * @param {Name} name
 * @param {readonly string[]} chords
 * @param {(parts: Parts) => void} run
 * @returns {Key} about suggestions
 */
const suggests = (name, chords, run) => ({ name, chords, modes: ["suggestions"], run });

/** @type {readonly Key[]} */
export const KEYS = [
  { name: "click", chords: ["Click"], modes: ["picture"] },
  { name: "clickAway", chords: ["RightClick", "Shift+Click"], modes: ["picture"] },
  { name: "clickAlways", chords: ["Alt+Click"], modes: ["picture"] },
  { name: "drag", chords: ["Drag"], modes: ["picture"] },
  { name: "refine", chords: ["DoubleClick"], modes: ["picture"] },
  { name: "selectMore", chords: ["Shift+Drag"], modes: ["picture"] },
  takes("toolSelect", "V", "select"),
  takes("toolPrompt", "C", "prompt"),
  takes("toolBox", "B", "box"),
  takes("toolBrush", "D", "brush"),
  takes("toolLasso", "L", "lasso"),
  {
    name: "everything",
    chords: ["E"],
    modes: SEEN,
    run: ({ store }) => {
      const on = activeImage(store.state)?.session.everything.on ?? false;
      store.apply(switchEverything, !on);
    },
  },
  {
    name: "findSimilar",
    chords: ["F"],
    modes: ONE,
    once: true,
    run: ({ actions }) => {
      actions.similar.find();
    },
  },
  {
    name: "findRest",
    chords: ["Shift+F"],
    modes: ONE,
    once: true,
    run: ({ store, actions }) => {
      if (workOnStage(store.state) === null) return false;
      actions.findRest();
      return true;
    },
  },
  {
    name: "findWords",
    chords: ["/"],
    modes: SEEN,
    run: () => {
      find("#words", HTMLFormElement).dispatchEvent(new CustomEvent("open"));
    },
  },
  suggests("acceptSuggestion", ["A"], ({ actions }) => actions.similar.accept()),
  suggests("acceptSuggestions", ["Shift+A"], ({ actions }) => actions.similar.acceptAll()),
  suggests("rejectSuggestion", ["Backspace", "Delete"], ({ actions }) => actions.similar.reject()),
  suggests("correctSuggestion", ["Enter"], ({ actions }) => actions.similar.correct()),
  suggests("suggestionBefore", [","], ({ store }) => store.apply(walkSuggestions, -1)),
  suggests("suggestionAfter", ["."], ({ store }) => store.apply(walkSuggestions, 1)),
  {
    name: "keep",
    chords: ["Enter"],
    modes: OBJECTS,
    run: ({ store, actions }) => {
      if (endLasso(store)) return;
      if (store.state.corner) store.apply(cornerBox);
      else actions.take();
    },
  },
  {
    name: "classes",
    chords: digits(9, ""),
    modes: SEEN,
    run: ({ store, actions, date }, chord) => {
      useClass({ store, actions, date }, Number(chord));
    },
  },
  {
    name: "candidates",
    chords: digits(4, "Alt+"),
    modes: ONE,
    run: ({ store }, chord) => {
      const { answer = null } = activeImage(store.state)?.runtime ?? {};
      const candidate = answer?.candidates[Number(chord.slice(4)) - 1];
      if (candidate) store.apply(chooseCandidate, candidate.token);
    },
  },
  { name: "candidateWheel", chords: ["Alt+Wheel"], modes: ["picture"] },
  {
    name: "giveUp",
    chords: ["Escape"],
    modes: ["home", ...SEEN],
    run: ({ store }) => giveUp(store),
  },
  {
    name: "undo",
    chords: ["Ctrl+Z"],
    modes: SEEN,
    run: ({ store }) => store.apply(undo),
  },
  {
    name: "redo",
    chords: ["Ctrl+Shift+Z", "Ctrl+Y"],
    modes: SEEN,
    run: ({ store }) => store.apply(redo),
  },
  {
    name: "delete",
    chords: ["Delete", "Backspace"],
    modes: OBJECTS,
    run: ({ store }) => {
      const { session } = activeImage(store.state) ?? {};
      if (!session || takeAwayMark(store)) return;
      const { draft, selected } = session;
      if (isEmptyDraft(draft) && draft.editing === null && selected.length > 0) {
        store.apply(removeObjects, selected);
      }
    },
  },
  {
    name: "walkBack",
    chords: [","],
    modes: OBJECTS,
    run: ({ store }) => store.apply(walkObjects, -1),
  },
  {
    name: "walkOn",
    chords: ["."],
    modes: OBJECTS,
    run: ({ store }) => store.apply(walkObjects, 1),
  },
  {
    name: "selectAll",
    chords: ["Ctrl+A"],
    modes: ONE,
    run: ({ store }) => {
      const image = activeImage(store.state);
      if (image) {
        store.apply(
          selectObjects,
          recordsOf(image.document).map(({ id }) => id),
        );
      }
    },
  },
  {
    name: "rename",
    chords: ["F2"],
    modes: ONE,
    run: ({ store }) => {
      const [id] = activeImage(store.state)?.session.selected ?? [];
      if (id === undefined) return false;
      find("#objects-list", HTMLElement).dispatchEvent(new CustomEvent("rename", { detail: id }));
      return true;
    },
  },
  {
    name: "toClasses",
    chords: ["G"],
    modes: SEEN,
    run: () => find("#chips button", HTMLButtonElement).focus(),
  },
  {
    name: "sign",
    chords: ["X"],
    modes: ONE,
    run: ({ store }) => store.apply(chooseTool, store.state.tool === 1 ? 0 : 1),
  },
  {
    name: "smaller",
    chords: ["["],
    modes: ONE,
    run: ({ store }) => store.apply(takeUp, { radius: smaller(store.state.hand.radius) }),
  },
  {
    name: "larger",
    chords: ["]"],
    modes: ONE,
    run: ({ store }) => store.apply(takeUp, { radius: larger(store.state.hand.radius) }),
  },
  { name: "wheel", chords: ["Wheel"], modes: ["picture"] },
  {
    name: "zoomIn",
    chords: ["+", "="],
    modes: SEEN,
    run: ({ store }) => store.apply(zoomBy, ZOOM),
  },
  {
    name: "zoomOut",
    chords: ["-"],
    modes: SEEN,
    run: ({ store }) => store.apply(zoomBy, 1 / ZOOM),
  },
  { name: "zoomWhole", chords: ["0"], modes: SEEN, run: ({ store }) => store.apply(showWhole) },
  {
    name: "zoomPixels",
    chords: ["Shift+0"],
    modes: SEEN,
    run: ({ store }) => store.apply(zoomToPixels),
  },
  { name: "push", chords: ["Space+Drag", "MiddleDrag"], modes: ["picture"] },
  {
    name: "pictureBefore",
    chords: ["PageUp"],
    modes: SEEN,
    run: ({ store }) => step(store, -1),
  },
  {
    name: "pictureAfter",
    chords: ["PageDown"],
    modes: SEEN,
    run: ({ store }) => step(store, 1),
  },
  {
    name: "nextPicture",
    chords: ["N"],
    modes: SEEN,
    once: true,
    run: ({ store, actions }) => {
      if (workOnStage(store.state) === null) return false;
      actions.nextPicture();
      return true;
    },
  },
  {
    name: "submitPicture",
    chords: ["Ctrl+Enter"],
    modes: SEEN,
    once: true,
    run: ({ store, actions }) => {
      if (workOnStage(store.state) === null) return false;
      actions.submitPicture();
      return true;
    },
  },
  {
    name: "claimAll",
    chords: ["Shift+E"],
    modes: SEEN,
    once: true,
    run: ({ store, actions }) => {
      if (workOnStage(store.state) === null) return false;
      actions.claimAll();
      return true;
    },
  },
  reviews("acceptPicture", "A", ({ actions }) => actions.acceptPicture(), OBJECTS),
  reviews("returnPicture", "R", ({ actions }) => actions.returnPicture()),
  {
    name: "takeBack",
    chords: ["U"],
    modes: SEEN,
    once: true,
    run: ({ store, actions }) => {
      if (store.state.projects.decision === null) return false;
      actions.takeBack();
      return true;
    },
  },
  {
    name: "commentPicture",
    chords: ["M"],
    modes: ONE,
    run: ({ store, actions }) => {
      if (workOnStage(store.state) === null) return false;
      actions.commentPicture();
      return true;
    },
  },
  {
    name: "commentBefore",
    chords: ["K"],
    modes: ONE,
    run: ({ actions }) => actions.stepComment(-1),
  },
  {
    name: "commentAfter",
    chords: ["J"],
    modes: ONE,
    run: ({ actions }) => actions.stepComment(1),
  },
  {
    name: "arrows",
    chords: Object.keys(ARROWS).flatMap((key) => [key, `Shift+${key}`]),
    modes: SEEN,
    run: ({ store }, chord) => {
      const far = chord.startsWith("Shift+") ? FAR : 1;
      const { x, y } = ARROWS[chord.replace("Shift+", "")];
      const { activeElement } = document;
      if (activeElement?.id !== "stage" && activeElement !== document.body) return false;
      moveBy(store, { x: x * far, y: y * far });
      return true;
    },
  },
  // stage/panzoom.js says so where the space bar has dragged nothing.
  { name: "act", chords: ["Space"], modes: SEEN },
  {
    name: "corner",
    chords: ["B"],
    modes: ["crosshair"],
    run: ({ store }) => store.apply(cornerBox),
  },
  { name: "help", chords: ["?"], modes: SEEN, run: ({ help }) => help() },
];

/**
 * @param {Name} name
 * @returns {Key}
 */
export function keyOf(name) {
  const key = KEYS.find((each) => each.name === name);
  if (key === undefined) throw new RangeError(`There is no key "${name}".`);
  return key;
}

/**
 * @param {State} state
 * @returns {Mode}
 */
export function modeOf(state) {
  const image = activeImage(state);
  if (state.homeOpen || image === null) return "home";
  if (image.session.everything.on) return "everything";
  if (state.stroke?.type === "polygon") return "lasso";
  if (suggesting(state)) return "suggestions";
  return state.crosshair === null ? "picture" : "crosshair";
}

/** @param {Store} store @returns {boolean} whether there was something to give up */
function giveUp(store) {
  const { homeOpen, draft, corner, stroke } = store.state;
  const image = activeImage(store.state);
  if (homeOpen) store.apply(closeHome);
  else if (stroke?.type === "polygon") store.apply(draftStroke, null);
  else if (corner) store.apply(dropCorner);
  else if (image === null || image.session.everything.on) return false;
  else if (suggesting(store.state)) store.apply(closeSimilar);
  else if (draft) store.apply(draftBox, null);
  else if (!isEmptyDraft(image.session.draft) || image.session.draft.editing !== null) {
    store.apply(clearPrompt);
  } else store.apply(selectObjects, []);
  return true;
}

/** @param {number} radius */
const smaller = (radius) => Math.max(1, Math.min(radius - 1, Math.round(radius / 1.2)));
/** @param {number} radius */
const larger = (radius) => Math.min(200, Math.max(radius + 1, Math.round(radius * 1.2)));

/** @param {Store} store @param {-1 | 1} by @returns {boolean} */
function step(store, by) {
  if (store.state.images.length < 2) return false;
  store.apply(stepAlong, by);
  return true;
}

/** @param {number} most @param {string} before */
function digits(most, before) {
  return Array.from({ length: most }, (_, i) => `${before}${i + 1}`);
}
