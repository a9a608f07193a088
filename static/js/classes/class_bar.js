/**
 * The classes as chips above the objects, each with its colour, digit and count. A click on one does
 * what its digit does.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find, html } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { countsOf, cssColour, DIGITS } from "./classes.js";
import { chooseClass } from "./classes_transitions.js";
import { useClass } from "./using.js";

/** @param {{ store: Store, actions: Actions, strings: Strings, date: () => string }} parts */
export function mountClassBar({ store, actions, strings, date }) {
  const list = find("#chips", HTMLUListElement);

  store.watch(
    (state) => {
      const annotations = activeImage(state)?.document.annotations;
      return [state.classes, state.activeClass, annotations, state.language];
    },
    (classes, active) => {
      const image = activeImage(store.state);
      const counts = countsOf(image ? [image] : []);
      const focused = [...list.children].findIndex((each) => each.contains(document.activeElement));
      list.replaceChildren(
        ...classes.map(({ name, colour }, i) =>
          chip(name, colour, i, counts.get(name) ?? 0, active),
        ),
        none(active === ""),
      );
      // What is made anew keeps the keyboard.
      if (focused >= 0) list.children[focused]?.querySelector("button")?.focus();
    },
  );

  /**
   * @param {string} name
   * @param {number} colour
   * @param {number} index
   * @param {number} count of objects of the picture
   * @param {string} active
   */
  function chip(name, colour, index, count, active) {
    const digit = index < DIGITS ? String(index + 1) : "";
    const button = html(
      "button",
      {
        type: "button",
        class: "chip",
        "data-testid": "chip",
        "data-name": name,
        "aria-pressed": String(name === active),
        title: `${strings.chip(name, count)}${digit === "" ? "" : ` (${digit})`}`,
      },
      html("span", { class: "chip-digit", "aria-hidden": "true" }, digit),
      html("span", { class: "chip-name" }, name),
      html("span", { class: "chip-count" }, String(count)),
    );
    button.style.setProperty("--swatch", cssColour(colour));
    if (digit !== "") button.setAttribute("aria-keyshortcuts", digit);
    button.addEventListener("click", () => useClass({ store, actions, date }, index + 1));
    return html("li", {}, button);
  }

  /** @param {boolean} active whether the next objects get no class */
  function none(active) {
    const button = html(
      "button",
      {
        type: "button",
        class: "chip chip-none",
        "data-testid": "chip-none",
        "aria-pressed": String(active),
        title: strings.classNoneTitle,
      },
      html("span", { class: "chip-name" }, strings.classNone),
    );
    button.addEventListener("click", () => store.apply(chooseClass, ""));
    return html("li", {}, button);
  }
}
