/**
 * The list of objects. Only the lines in sight are there, each at its place, so that a thousand objects
 * cost no more than twenty.
 *
 * @import { Entry } from "../document/document.js"
 * @import { Colours } from "../session/picture_session.js"
 * @import { Listing } from "../shell/state.js"
 * @import { Kept } from "../shell/options.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Handlers } from "./object_row.js"
 */

import { colouring, cssColour } from "../classes/classes.js";
import { recordsOf } from "../document/document.js";
import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { linesOf, linesSeen } from "./listing.js";
import { createGroupLine, createRow } from "./object_row.js";
import {
  arrangeObjects,
  hideObjects,
  nameObject,
  pointObject,
  reopenObject,
  selectObject,
  selectObjects,
} from "./objects_transitions.js";

/** The same each time, so that nobody takes them for a change. @type {readonly Entry[]} */
const NONE = [];
/** @type {readonly string[]} */
const NOBODY = [];
/** @type {Colours} */
const NO_COLOURS = {};

const KEY = "listing";

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Strings} strings
 * @property {() => string} date as ISO 8601 has it
 * @property {Kept} kept
 * @property {(ids: readonly string[], beside: HTMLElement) => void} askClass
 */

/** @param {Parts} parts */
export function mountObjectList({ store, strings, date, kept, askClass }) {
  const scroll = find("#objects-scroll", HTMLElement);
  const list = find("#objects-list", HTMLUListElement);
  const none = find("#objects-none", HTMLElement);
  const gestures = find("#gestures", HTMLElement);
  const tools = find("#objects-tools", HTMLElement);
  const count = find("#objects-count", HTMLElement);
  /** @type {Map<string, ReturnType<typeof createRow> | ReturnType<typeof createGroupLine>>} */
  let there = new Map();
  /** @type {ReturnType<typeof linesOf>} */
  let lines = [];
  /** The line from which Shift selects. @type {string | null} */
  let anchor = null;

  /** @type {Handlers} */
  const handlers = {
    select(id, event) {
      if (event.shiftKey && anchor !== null) selectTo(id);
      else store.apply(selectObject, id, event.ctrlKey || event.metaKey);
      if (!event.shiftKey) anchor = id;
    },
    check(id, on) {
      const selected = activeImage(store.state)?.session.selected ?? [];
      const others = selected.filter((each) => each !== id);
      store.apply(selectObjects, on ? [...others, id] : others);
    },
    askClass: (id, beside) => askClass([id], beside),
    name: (id, name) => store.apply(nameObject, id, name, date()),
    hide: (ids, hidden) => store.apply(hideObjects, ids, hidden),
    refine: (id) => store.apply(reopenObject, id),
    point: (id) => store.apply(pointObject, id),
  };

  /** @param {string} id */
  const selectTo = (id) => {
    const ids = lines.flatMap((line) => (line.kind === "object" ? line.key : []));
    const [from, to] = [ids.indexOf(anchor ?? id), ids.indexOf(id)].sort((a, b) => a - b);
    store.apply(selectObjects, ids.slice(Math.max(from, 0), to + 1));
  };

  /** CSS pixels of a line; a finger needs more than a mouse. */
  let height = 0;
  const measure = () => {
    height = Number.parseFloat(getComputedStyle(list).getPropertyValue("--row"));
  };
  measure();

  const draw = () => {
    const image = activeImage(store.state);
    list.style.height = `${lines.length * height}px`;
    const [first, end] = linesSeen(scroll.scrollTop, scroll.clientHeight, height, lines.length);
    const { session, runtime } = image ?? {};
    const hidden = new Set(session?.hidden);
    const selected = new Set(session?.selected);
    const colourOf = colouring(store.state);
    const byName = new Map(store.state.classes.map(({ name, colour }) => [name, colour]));
    /** @type {typeof there} */
    const next = new Map();
    for (let i = first; i < end && image && session; i++) {
      const line = lines[i];
      const known = there.get(line.key);
      let made;
      if (line.kind === "object") {
        const row = known && "rename" in known ? known : createRow(line.key, strings, handlers);
        const { record } = line;
        row.show(record, image, {
          colour: cssColour(colourOf(record, session.colours[record.id])),
          hidden: hidden.has(record.id),
          selected: selected.has(record.id),
          editing: session.draft.editing === record.id,
          pointed: runtime?.pointed === record.id,
        });
        made = row;
      } else {
        const group = known && !("rename" in known) ? known : createGroupLine(strings, handlers);
        const colour = byName.get(line.label);
        group.show(line.label, line.ids, hidden, colour === undefined ? "" : cssColour(colour));
        made = group;
      }
      made.element.style.top = `${i * height}px`;
      next.set(line.key, made);
    }
    for (const [key, { element }] of there) if (!next.has(key)) element.remove();
    // Rows stay where they are, so that a field keeps the keyboard.
    [...next.values()].forEach(({ element }, i) => {
      if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
    });
    there = next;
  };

  /** @param {string} id of an object that is to be seen */
  const reveal = (id) => {
    const index = lines.findIndex(({ key }) => key === id);
    if (index < 0) return;
    const top = index * height;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (top + height > scroll.scrollTop + scroll.clientHeight) {
      scroll.scrollTop = top + height - scroll.clientHeight;
    }
  };

  store.watch(
    (state) => {
      const annotations = activeImage(state)?.document.annotations ?? NONE;
      return [annotations, state.listing, state.classes, activeImage(state)?.key, state.language];
    },
    (annotations, listing, classes) => {
      const image = activeImage(store.state);
      lines = linesOf(image ? recordsOf(image.document) : [], listing, classes);
      const some = annotations.length > 0;
      tools.hidden = !some;
      gestures.hidden = some;
      none.hidden = !some || lines.length > 0;
      count.textContent = strings.objectCount(annotations.length);
      draw();
    },
  );
  store.watch((state) => {
    const image = activeImage(state);
    const { session, runtime } = image ?? {};
    const { colours = NO_COLOURS, hidden = NOBODY, selected = NOBODY } = session ?? {};
    const editing = session?.draft.editing ?? null;
    const { bitmap = null, pointed = null } = runtime ?? {};
    return [colours, hidden, selected, editing, bitmap, pointed, state.look.colourBy];
  }, draw);
  store.watch(
    (state) => [activeImage(state)?.session.selected ?? NOBODY],
    (selected) => {
      if (selected.length === 1) reveal(selected[0]);
    },
  );
  scroll.addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(() => {
    measure();
    draw();
  }).observe(scroll);
  list.addEventListener("rename", (event) => {
    const id = /** @type {CustomEvent<string>} */ (event).detail;
    reveal(id);
    draw();
    const row = there.get(id);
    if (row && "rename" in row) row.rename();
  });
  list.addEventListener("focusin", ({ target }) => {
    const row = target instanceof Element ? target.closest("[data-id]") : null;
    const id = row?.getAttribute("data-id");
    if (id) reveal(id);
  });
  mountTools(store, kept);
}

/**
 * Search, order and grouping. The browser keeps the last two.
 *
 * @param {Store} store
 * @param {Kept} kept
 */
function mountTools(store, kept) {
  const search = find("#objects-search", HTMLInputElement);
  const sort = find("#objects-sort", HTMLSelectElement);
  const group = find("#objects-group", HTMLButtonElement);
  store.apply(arrangeObjects, keptListing(kept));
  search.addEventListener("input", () => store.apply(arrangeObjects, { search: search.value }));
  sort.addEventListener("change", () =>
    store.apply(arrangeObjects, { sort: /** @type {Listing["sort"]} */ (sort.value) }),
  );
  group.addEventListener("click", () =>
    store.apply(arrangeObjects, { grouped: !store.state.listing.grouped }),
  );
  store.watch(
    (state) => [state.listing],
    (listing) => {
      sort.value = listing.sort;
      group.setAttribute("aria-pressed", String(listing.grouped));
      kept?.setItem(KEY, JSON.stringify({ sort: listing.sort, grouped: listing.grouped }));
    },
  );
}

/**
 * @param {Kept} kept
 * @returns {Partial<Listing>}
 */
function keptListing(kept) {
  try {
    const { sort, grouped } = JSON.parse(kept?.getItem(KEY) ?? "{}");
    const known = ["front", "time", "size", "iou"].includes(sort);
    return { ...(known && { sort }), ...(typeof grouped === "boolean" && { grouped }) };
  } catch {
    return {};
  }
}
