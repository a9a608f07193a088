/**
 * What can be done with the objects that are selected.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { workOnStage } from "../projects/working_transitions.js";
import { find, html, icon } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { MOST_EXEMPLARS } from "../similar/suggestions.js";
import {
  hideObjects,
  moveObjects,
  removeObjects,
  reopenObject,
  selectObjects,
} from "./objects_transitions.js";

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Actions} actions
 * @property {Strings} strings
 * @property {(ids: readonly string[], beside: HTMLElement) => void} askClass
 */

/** @param {Parts} parts */
export function mountSelectionBar({ store, actions, strings, askClass }) {
  const bar = find("#objects-bar", HTMLElement);
  const chosen = () => activeImage(store.state)?.session.selected ?? [];
  const allHidden = () => {
    const { hidden = [] } = activeImage(store.state)?.session ?? {};
    return chosen().every((id) => hidden.includes(id));
  };
  /** @type {[name: string, icon: string, least: number, most: number, act: (button: HTMLElement) => void][]} */
  const buttons = [
    ["classOfSelected", "tag", 1, Infinity, (button) => askClass(chosen(), button)],
    ["editObject", "edit", 1, 1, () => store.apply(reopenObject, chosen()[0])],
    ["findSimilar", "everything", 1, MOST_EXEMPLARS, () => actions.similar.find()],
    ["findRest", "group", 1, MOST_EXEMPLARS, () => actions.findRest()],
    ["hideSelected", "eye", 1, Infinity, () => store.apply(hideObjects, chosen(), !allHidden())],
    ["moveUp", "up", 1, Infinity, () => store.apply(moveObjects, chosen(), -1)],
    ["moveDown", "down", 1, Infinity, () => store.apply(moveObjects, chosen(), 1)],
    ["merge", "merge", 2, Infinity, () => actions.combine("merge")],
    ["subtract", "subtract", 2, Infinity, () => actions.combine("subtract")],
    ["removeObject", "reset", 1, Infinity, () => store.apply(removeObjects, chosen())],
  ];
  const count = html("span", { class: "objects-selected", "data-testid": "objects-selected" });
  bar.append(count);
  const made = buttons.map(([name, picture, least, most, act]) => {
    const button = html("button", {
      type: "button",
      class: "bar-button",
      "data-testid": `objects-${name}`,
    });
    button.append(icon(picture));
    button.addEventListener("click", () => act(button));
    bar.append(button);
    return { button, name, least, most };
  });
  store.watch(
    (state) => {
      const image = activeImage(state);
      const ids = new Set(image?.document.annotations.map(({ record }) => record.id));
      const selected = (image?.session.selected ?? []).filter((id) => ids.has(id)).length;
      // A task for all pictures of a project is a lead's to ask for.
      const leads = workOnStage(state) !== null && state.projects.person?.role === "lead";
      return [selected, leads, state.language];
    },
    (selected, leads) => {
      bar.hidden = selected === 0;
      count.textContent = strings.selectedCount(selected);
      const texts = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (strings));
      for (const { button, name, least, most } of made) {
        const text = String(texts[name]);
        button.title = text;
        button.setAttribute("aria-label", text);
        button.disabled = selected < least || selected > most;
        if (name === "findRest") button.hidden = !leads;
      }
    },
  );
  // An object that is gone is selected no more, also after undo has brought it back.
  store.watch(
    (state) => [activeImage(state)?.document.annotations],
    (annotations = []) => {
      const ids = new Set(annotations.map(({ record }) => record.id));
      const there = chosen().filter((id) => ids.has(id));
      if (there.length < chosen().length) store.apply(selectObjects, there);
    },
  );
}
