/**
 * The one place where classes are edited: renamed, merged, recoloured, put in order, added, and taken
 * off the list while no object has them.
 *
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { COLOURS } from "../everything/colours.js";
import { find, html, icon } from "../shell/dom.js";
import { changeLook } from "../stage/looking_transitions.js";
import { countsOf, cssColour } from "./classes.js";
import {
  addClasses,
  dropClass,
  moveClass,
  recolourClass,
  renameClass,
} from "./classes_transitions.js";

/** @param {{ store: Store, strings: Strings, date: () => string }} parts */
export function mountClassEditor({ store, strings, date }) {
  const popover = find("#class-editor", HTMLElement);
  const list = find("#class-list", HTMLUListElement);
  const empty = find("#class-none", HTMLElement);
  const form = find("#class-form", HTMLFormElement);
  const added = find("#class-new", HTMLInputElement);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    store.apply(addClasses, [added.value.trim()]);
    added.value = "";
  });

  const show = () => {
    const { classes, images } = store.state;
    added.placeholder = strings.classNew;
    empty.hidden = classes.length > 0;
    const counts = countsOf(images);
    list.replaceChildren(
      ...classes.map(({ name, colour }, i) => row(name, colour, i, counts.get(name) ?? 0)),
    );
  };
  // Counts can change only while it is closed.
  popover.addEventListener("toggle", show);
  store.watch((state) => [state.classes, state.language], show);

  /** @type {NodeListOf<HTMLButtonElement>} */
  const ways = document.querySelectorAll("button[data-colour-by]");
  for (const button of ways) {
    const colourBy = /** @type {"class" | "object"} */ (button.dataset.colourBy);
    button.addEventListener("click", () => store.apply(changeLook, { colourBy }));
  }
  store.watch(
    (state) => [state.look],
    ({ colourBy }) => {
      for (const button of ways) {
        button.setAttribute("aria-pressed", String(button.dataset.colourBy === colourBy));
      }
    },
  );

  /**
   * @param {string} name
   * @param {number} colour
   * @param {number} index
   * @param {number} count of objects of all open pictures
   */
  function row(name, colour, index, count) {
    const field = html("input", {
      type: "text",
      class: "field",
      "aria-label": strings.className(name),
      "data-testid": "class-name",
    });
    field.value = name;
    field.addEventListener("focus", () => field.select());
    field.addEventListener("change", () => {
      const renamed = field.value.trim();
      if (renamed === "") field.value = name;
      else store.apply(renameClass, name, renamed, date());
    });
    const swatch = button("swatch", strings.classColour(name), null, () =>
      store.apply(recolourClass, name, (colour + 1) % COLOURS.length),
    );
    swatch.style.setProperty("--swatch", cssColour(colour));
    const up = button("bar-button", strings.classUp(name), "up", () =>
      store.apply(moveClass, name, -1),
    );
    up.disabled = index === 0;
    const drop = button(
      "bar-button",
      count > 0 ? strings.classUsed(name, count) : strings.classDrop(name),
      "close",
      () => store.apply(dropClass, name),
    );
    drop.disabled = count > 0;
    return html(
      "li",
      { "data-testid": "class-row" },
      swatch,
      field,
      html("span", { class: "class-count" }, String(count)),
      up,
      drop,
    );
  }
}

/**
 * @param {string} kind
 * @param {string} text
 * @param {string | null} picture
 * @param {() => void} act
 */
function button(kind, text, picture, act) {
  const element = html("button", {
    type: "button",
    class: kind,
    "aria-label": text,
    title: text,
  });
  if (picture) element.append(icon(picture));
  element.addEventListener("click", act);
  return element;
}
