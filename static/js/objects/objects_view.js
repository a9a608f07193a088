/**
 * The list of objects: which are selected, their names and labels, and what can be done with them.
 * Rows stay in place and are only filled anew, so that a field keeps the keyboard while others change.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Entry } from "../document/document.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Colours } from "../session/picture_session.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { COLOURS } from "../everything/colours.js";
import { maskState } from "../prompting/wanted.js";
import { find, html, icon } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { shapeOf } from "./objects.js";
import {
  describeObject,
  hideObjects,
  moveObjects,
  removeObjects,
  reopenObject,
  selectObjects,
} from "./objects_transitions.js";

/** The same each time, so that nobody takes them for a change. @type {readonly Entry[]} */
const NONE = [];
/** @type {readonly string[]} */
const NOBODY = [];
/** @type {Colours} */
const NO_COLOURS = {};

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Actions} actions
 * @property {Strings} strings
 * @property {() => string} date as ISO 8601 has it
 */

/** @param {Parts} parts */
export function mountObjects(parts) {
  mountTake(parts);
  mountList(parts);
  mountBar(parts);
}

/** @param {Parts} parts */
function mountTake({ store, actions, strings }) {
  const button = find("#take", HTMLButtonElement);
  const text = find("#take-text", HTMLElement);
  button.addEventListener("click", () => actions.take());
  store.watch(
    (state) => {
      const image = activeImage(state);
      const { editing = null } = image?.session.draft ?? {};
      return [maskState(image) === "shown", editing, state.language];
    },
    (ready, editing) => {
      button.disabled = !ready;
      text.textContent = editing === null ? strings.take : strings.takeAgain;
    },
  );
}

/** @param {Parts} parts */
function mountList({ store, strings, date }) {
  const list = find("[data-testid=objects]", HTMLUListElement);
  const empty = find("#objects-empty", HTMLElement);
  /** @type {Map<string, ReturnType<typeof createRow>>} */
  let rows = new Map();

  store.watch(
    (state) => {
      const image = activeImage(state);
      const { annotations = NONE } = image?.document ?? {};
      const { session } = image ?? {};
      const { colours = NO_COLOURS, hidden = NOBODY, selected = NOBODY } = session ?? {};
      const editing = session?.draft.editing ?? null;
      return [annotations, colours, hidden, selected, editing, state.language];
    },
    (annotations, colours, hidden, selected, editing) => {
      const next = new Map(
        annotations.map(({ record: { id } }) => [id, rows.get(id) ?? createRow(id)]),
      );
      for (const [id, { element }] of rows) if (!next.has(id)) element.remove();
      rows = next;
      [...next.values()].forEach(({ element }, i) => {
        if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
      });
      for (const { record } of annotations) {
        const { id } = record;
        next.get(id)?.show(record, {
          colour: colours[id],
          hidden: hidden.includes(id),
          selected: selected.includes(id),
          editing: editing === id,
        });
      }
      empty.hidden = annotations.length > 0;
    },
  );

  /** @param {string} id */
  function createRow(id) {
    const check = html("input", { type: "checkbox", class: "object-check" });
    const name = html("input", { type: "text", class: "object-name", autocomplete: "off" });
    const label = html("input", {
      type: "text",
      class: "object-label",
      list: "labels",
      autocomplete: "off",
    });
    const area = html("small", { class: "object-area" });
    const eye = html("button", { type: "button", class: "object-eye" });
    const element = html(
      "li",
      { class: "object", "data-testid": "object", "data-id": id },
      check,
      name,
      label,
      area,
      eye,
    );
    check.addEventListener("change", () => {
      const selected =
        activeImage(store.state)?.session.selected.filter((each) => each !== id) ?? [];
      store.apply(selectObjects, check.checked ? [...selected, id] : selected);
    });
    name.addEventListener("change", () =>
      store.apply(describeObject, id, { name: name.value.trim() }, date()),
    );
    label.addEventListener("change", () =>
      store.apply(describeObject, id, { label: label.value.trim() }, date()),
    );
    for (const field of [name, label]) {
      // What is typed takes the place of what stands there, instead of getting into its middle.
      field.addEventListener("focus", () => field.select());
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.stopPropagation();
        if (event.key === "Escape") field.value = field.defaultValue;
        field.blur();
      });
    }
    eye.addEventListener("click", () => {
      const hidden = eye.getAttribute("aria-pressed") === "true";
      store.apply(hideObjects, [id], !hidden);
    });

    return {
      element,
      /**
       * @param {Annotation} annotation
       * @param {{ colour: number, hidden: boolean, selected: boolean, editing: boolean }} as
       */
      show(annotation, { colour, hidden, selected, editing }) {
        const title = annotation.name || strings.unnamed;
        const image = activeImage(store.state);
        const pixels = image ? image.document.picture.width * image.document.picture.height : 1;
        element.style.setProperty("--swatch", `rgb(${COLOURS[colour].join(" ")})`);
        element.dataset.editing = String(editing);
        element.dataset.hidden = String(hidden);
        check.checked = selected;
        check.setAttribute("aria-label", strings.selectObject(title));
        for (const [field, text] of /** @type {const} */ ([
          [name, annotation.name],
          [label, annotation.label],
        ])) {
          field.defaultValue = text;
          if (field !== document.activeElement) field.value = text;
        }
        name.placeholder = strings.unnamed;
        name.setAttribute("aria-label", strings.nameOf(title));
        label.placeholder = strings.labelNone;
        label.setAttribute("aria-label", strings.labelOf(title));
        area.textContent = strings.percent(shapeOf(annotation).record.area / pixels);
        eye.setAttribute("aria-label", strings.hideObject(title));
        eye.setAttribute("aria-pressed", String(hidden));
        eye.replaceChildren(icon(hidden ? "eye-off" : "eye"));
      },
    };
  }
}

/** @param {Parts} parts */
function mountBar({ store, actions, strings }) {
  const bar = find("#objects-bar", HTMLElement);
  const chosen = () => activeImage(store.state)?.session.selected ?? [];
  /** @type {[name: string, icon: string, least: number, most: number, act: () => void][]} */
  const buttons = [
    ["editObject", "edit", 1, 1, () => store.apply(reopenObject, chosen()[0])],
    ["moveUp", "up", 1, Infinity, () => store.apply(moveObjects, chosen(), -1)],
    ["moveDown", "down", 1, Infinity, () => store.apply(moveObjects, chosen(), 1)],
    ["merge", "merge", 2, Infinity, () => actions.combine("merge")],
    ["subtract", "subtract", 2, Infinity, () => actions.combine("subtract")],
    ["removeObject", "reset", 1, Infinity, () => store.apply(removeObjects, chosen())],
  ];
  const made = buttons.map(([name, picture, least, most, act]) => {
    const button = html("button", {
      type: "button",
      class: "button button-icon button-quiet",
      "data-testid": `objects-${name}`,
    });
    button.append(icon(picture));
    button.addEventListener("click", act);
    bar.append(button);
    return { button, name, least, most };
  });
  store.watch(
    (state) => {
      const image = activeImage(state);
      const ids = image?.document.annotations.map(({ record }) => record.id) ?? [];
      const count = ids.filter((id) => image?.session.selected.includes(id)).length;
      return [count, state.language];
    },
    (count) => {
      bar.hidden = count === 0;
      const texts = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (strings));
      for (const { button, name, least, most } of made) {
        const text = String(texts[name]);
        button.title = text;
        button.setAttribute("aria-label", text);
        button.disabled = count < least || count > most;
      }
    },
  );
  // An object that is gone is selected no more, also after undo has brought it back.
  store.watch(
    (state) => [activeImage(state)?.document.annotations],
    (annotations = []) => {
      const there = chosen().filter((id) => annotations.some(({ record }) => record.id === id));
      if (there.length < chosen().length) store.apply(selectObjects, there);
    },
  );
}
