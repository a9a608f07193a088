/**
 * Chooses a class for objects: from the list, which what is typed narrows; a name that is not on it
 * makes a new class only where that is chosen.
 *
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find, html } from "../shell/dom.js";
import { cssColour } from "./classes.js";
import { classify } from "./classes_transitions.js";

/** CSS pixels to the window's edge. */
const EDGE = 8;

/**
 * @param {{ store: Store, strings: Strings, date: () => string }} parts
 * @returns {(ids: readonly string[], beside: HTMLElement) => void} asks for the class of these objects
 */
export function mountClassPicker({ store, strings, date }) {
  const popover = find("#class-picker", HTMLElement);
  const search = find("#class-search", HTMLInputElement);
  const options = find("#class-options", HTMLUListElement);
  /** @type {readonly string[]} */
  let ids = [];
  /** @type {HTMLElement | null} */
  let opener = null;

  const close = () => {
    popover.hidePopover();
    opener?.focus();
  };

  /** @param {string} label */
  const choose = (label) => {
    store.apply(classify, ids, label, date());
    close();
  };

  const fill = () => {
    const text = search.value.trim();
    const wanted = text.toLowerCase();
    const { classes } = store.state;
    const found = classes.filter(({ name }) => name.toLowerCase().includes(wanted));
    const exact = classes.some(({ name }) => name === text);
    options.replaceChildren(
      ...found.map(({ name, colour }) => option(name, name, cssColour(colour))),
      ...(text !== "" && !exact ? [option(strings.classMake(text), text, "transparent")] : []),
      ...(text === "" ? [option(strings.classNone, "", "transparent")] : []),
    );
  };

  /** @param {string} text @param {string} label @param {string} colour */
  const option = (text, label, colour) => {
    const button = html(
      "button",
      { type: "button", class: "class-option", "data-testid": "class-option", "data-label": label },
      html("span", { class: "swatch", "aria-hidden": "true" }),
      html("span", {}, text),
    );
    button.style.setProperty("--swatch", colour);
    button.addEventListener("click", () => choose(label));
    return html("li", {}, button);
  };

  search.addEventListener("input", fill);
  popover.addEventListener("keydown", (event) => {
    const buttons = [...options.querySelectorAll("button")];
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (event.key === "Enter" && document.activeElement === search) buttons[0]?.click();
    else if (event.key === "ArrowDown") buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? buttons[at - 1] : search).focus();
    else return;
    event.preventDefault();
  });

  return (chosen, beside) => {
    ids = chosen;
    opener = beside;
    search.value = "";
    search.placeholder = strings.classSearch;
    fill();
    popover.showPopover();
    const { left, bottom, top } = beside.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = popover;
    const below = bottom + 4 + offsetHeight <= innerHeight - EDGE;
    popover.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - offsetWidth - EDGE))}px`;
    popover.style.top = `${Math.max(EDGE, below ? bottom + 4 : top - 4 - offsetHeight)}px`;
    search.focus();
  };
}
