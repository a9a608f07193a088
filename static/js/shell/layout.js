/**
 * Where things stand: the panel's width, and on a narrow screen its height as a sheet with three stops,
 * and what moves into it.
 *
 * @import { Kept } from "./options.js"
 */

import { find } from "./dom.js";

const NARROW = "(width < 48rem)";
const KEY = "panel";
/** CSS pixels of the panel's width. */
const WIDTHS = { least: 280, usual: 320, most: 560 };
const STEP = 16;
/** Stops of the sheet, from what it always shows to all of it. */
const STOPS = /** @type {const} */ (["low", "middle", "high"]);
/** CSS pixels that a finger drags the sheet to its next stop. */
const PULL = 40;

/** @param {{ kept: Kept }} parts */
export function mountLayout({ kept }) {
  mountSlots();
  mountWidth(kept);
  mountSheet();
}

/** What a slot holds is in `data-slot="NAME-wide"` or `data-slot="NAME-narrow"`, whichever applies. */
function mountSlots() {
  const narrow = matchMedia(NARROW);
  const move = () => {
    const [from, to] = narrow.matches ? ["wide", "narrow"] : ["narrow", "wide"];
    for (const slot of document.querySelectorAll(`[data-slot$="-${from}"]`)) {
      const name = slot.getAttribute("data-slot")?.replace(`-${from}`, "");
      document.querySelector(`[data-slot="${name}-${to}"]`)?.append(...slot.childNodes);
    }
  };
  narrow.addEventListener("change", move);
  move();
}

/** @param {Kept} kept */
function mountWidth(kept) {
  const edge = find("#panel-edge", HTMLElement);
  let width = WIDTHS.usual;
  /** @param {number} wanted */
  const resize = (wanted) => {
    width = Math.round(Math.min(Math.max(wanted, WIDTHS.least), WIDTHS.most));
    document.documentElement.style.setProperty("--panel", `${width}px`);
    edge.setAttribute("aria-valuenow", String(width));
    kept?.setItem(KEY, String(width));
  };
  edge.setAttribute("aria-valuemin", String(WIDTHS.least));
  edge.setAttribute("aria-valuemax", String(WIDTHS.most));
  resize(Number(kept?.getItem(KEY)) || WIDTHS.usual);
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
  });
  edge.addEventListener("pointermove", (event) => {
    if (edge.hasPointerCapture(event.pointerId)) resize(innerWidth - event.clientX);
  });
  edge.addEventListener("dblclick", () => resize(WIDTHS.usual));
  edge.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    resize(width + (event.key === "ArrowLeft" ? STEP : -STEP));
  });
}

function mountSheet() {
  const { dataset } = find("#workspace", HTMLElement);
  const handle = find("#sheet-handle", HTMLElement);
  /** @type {number | null} */
  let start = null;
  /** Whether the click that follows has pulled, and so means nothing. */
  let pulled = false;
  const stop = () => STOPS.indexOf(/** @type {(typeof STOPS)[number]} */ (dataset.sheet));
  /** @param {number} place */
  const go = (place) => {
    dataset.sheet = STOPS[Math.min(Math.max(place, 0), STOPS.length - 1)];
  };
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    start = event.clientY;
  });
  handle.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const by = start - event.clientY;
    start = null;
    pulled = Math.abs(by) >= PULL;
    if (pulled) go(stop() + Math.sign(by));
  });
  handle.addEventListener("click", () => {
    if (!pulled) go((stop() + 1) % STOPS.length);
    pulled = false;
  });
}
