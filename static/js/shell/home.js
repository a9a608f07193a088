/**
 * The start screen: what this is, shown in a picture that is clicked; a way to open a picture, and
 * pictures to start with. It also lies over an open picture when another one is wanted.
 *
 * @import { Actions } from "./actions.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { find, html } from "./dom.js";
import { closeHome, openHome } from "./page_transitions.js";
import { activeImage, screen } from "./state.js";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountHome({ store, actions, strings }) {
  const home = find("#home", HTMLElement);
  const workspace = find(".workspace", HTMLElement);
  const close = find("#home-close", HTMLButtonElement);
  const another = find("#open-another", HTMLButtonElement);
  another.addEventListener("click", () => store.apply(openHome));
  close.addEventListener("click", () => store.apply(closeHome));
  store.watch(
    (state) => [state.homeOpen, activeImage(state) !== null, screen(state) === "home"],
    (open, hasImage, shown) => {
      const focusWithin = home.contains(document.activeElement) || another.matches(":focus");
      home.hidden = !shown;
      workspace.inert = open;
      another.hidden = open;
      close.hidden = !hasImage;
      // Focus follows to where the work goes on, if it was here at all.
      if (focusWithin) find(open ? "#open-file" : "#stage", HTMLElement).focus();
    },
  );

  const gallery = find("#gallery", HTMLUListElement);
  const note = find("#gallery-note", HTMLElement);
  const demo = find("#demo", HTMLElement);
  store.watch(
    (state) => [state.gallery, state.language],
    ({ status, images }) => {
      note.hidden = status !== "failed";
      demo.hidden = status === "failed"; // its picture is one of the gallery's
      gallery.replaceChildren(...images.map(item));
    },
  );

  const folder = find("#folder", HTMLElement);
  const files = find("#folder-files", HTMLUListElement);
  store.watch(
    (state) => [state.folder, state.language],
    (pictures) => {
      folder.hidden = pictures.length === 0;
      files.replaceChildren(...pictures.map(file));
    },
  );

  /** @param {import("../server/api.js").FolderPicture} picture */
  function file(picture) {
    const button = html(
      "button",
      { type: "button", class: "button folder-item", "data-testid": "folder-item" },
      html("span", { class: "folder-name" }, picture.name),
      html("span", { class: "folder-size" }, strings.fileBytes(picture.bytes)),
    );
    button.addEventListener("click", () => actions.openInFolder(picture));
    return html("li", {}, button);
  }

  /** @param {import("../server/api.js").GalleryImage} image */
  function item(image) {
    const picture = html("img", { src: image.thumbnail, alt: "", draggable: "false" });
    picture.width = image.width;
    picture.height = image.height;
    const button = html(
      "button",
      {
        type: "button",
        class: "gallery-item",
        "data-testid": "gallery-item",
        "data-name": image.name,
        title: strings.galleryItem(image),
      },
      picture,
      html("span", { class: "gallery-title" }, strings.title(image)),
    );
    button.addEventListener("click", () => actions.openGallery(image));
    return html("li", {}, button);
  }
}
