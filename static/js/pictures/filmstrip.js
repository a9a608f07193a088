/**
 * The open pictures as small ones in a row, as soon as there are two. The arrow keys go along the
 * row, Delete closes; Page Up and Page Down change the picture from anywhere.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { OpenImage } from "./open_image.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find, html, icon } from "../shell/dom.js";
import { showImage } from "./filmstrip_transitions.js";
import { sourceOf } from "./open_image.js";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountFilmstrip({ store, actions, strings }) {
  const strip = find("#filmstrip", HTMLElement);
  const list = find("ul", HTMLUListElement, strip);
  /** @type {Map<number, ReturnType<typeof createItem>>} */
  let items = new Map();

  store.watch(
    (state) => [state.images, state.activeKey, state.language],
    (images, activeKey) => {
      const before = [...items.keys()];
      const focused = before.findIndex((key) => items.get(key)?.element.matches(":focus-within"));
      const next = new Map(images.map(({ key }) => [key, items.get(key) ?? createItem(key)]));
      for (const [key, item] of items) if (!next.has(key)) item.remove();
      images.forEach((image, i) => {
        const item = next.get(image.key);
        if (!item) return;
        if (list.children[i] !== item.element) list.insertBefore(item.element, list.children[i]);
        item.show(image, image.key === activeKey);
      });
      const gone = focused >= 0 && !next.has(before[focused]);
      items = next;
      strip.hidden = images.length < 2;
      // Focus stays where the closed picture was.
      if (gone) {
        const neighbour = images[Math.min(focused, images.length - 1)];
        if (strip.hidden || !neighbour) find("#stage", HTMLElement).focus();
        else items.get(neighbour.key)?.button.focus();
      }
    },
  );

  store.watch(
    (state) => [state.activeKey, state.images.length],
    (activeKey) => items.get(activeKey ?? -1)?.element.scrollIntoView({ block: "nearest" }),
  );

  strip.addEventListener("keydown", (event) => {
    const all = [...items.values()];
    const place = all.findIndex(({ element }) => element.matches(":focus-within"));
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      all[place + by]?.button.focus();
    } else if (event.key === "Delete" && place >= 0) {
      event.preventDefault();
      all[place].close();
    }
  });

  /** @param {number} key of a picture */
  function createItem(key) {
    /** @type {Blob | null} */
    let miniature = null;
    const picture = html("img", { class: "film-picture", alt: "", draggable: "false" });
    const button = html(
      "button",
      {
        type: "button",
        class: "film-button",
        "data-testid": "film",
        "aria-keyshortcuts": "Delete",
      },
      picture,
      html("span", { class: "film-mark", "aria-hidden": "true" }),
    );
    const cross = html(
      "button",
      { type: "button", class: "film-close", "data-testid": "film-close" },
      icon("close"),
    );
    const element = html("li", { class: "film" }, button, cross);
    const close = () => {
      const image = store.state.images.find((image) => image.key === key);
      if (image) actions.close(image);
    };
    button.addEventListener("click", () => store.apply(showImage, key));
    cross.addEventListener("click", close);
    return {
      element,
      button,
      close,
      /**
       * @param {OpenImage} image
       * @param {boolean} active
       */
      show(image, active) {
        const title = strings.title(sourceOf(image));
        button.setAttribute("aria-label", title);
        button.title = title;
        if (active) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
        button.dataset.step = image.runtime.step;
        cross.setAttribute("aria-label", strings.closePicture(title));
        cross.title = strings.closePicture(title);
        const next = image.runtime.miniature;
        if (next === miniature || next === null) return;
        URL.revokeObjectURL(picture.src);
        miniature = next;
        picture.src = URL.createObjectURL(miniature);
      },
      remove() {
        URL.revokeObjectURL(picture.src);
        element.remove();
      },
    };
  }
}
