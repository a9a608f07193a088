/**
 * Pictures from outside: the file picker, drag and drop anywhere on the page, paste.
 *
 * @import { Actions } from "../actions.js"
 */

import { pictureIn } from "../picture.js";
import { find } from "./dom.js";

/** @param {{ actions: Actions }} parts */
export function mountIntake({ actions }) {
  const input = find("#file-input", HTMLInputElement);
  find("#open-file", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    // The same file chosen again shall be a change again.
    if (file) actions.openFile(file);
    input.value = "";
  });

  document.addEventListener("paste", ({ clipboardData }) => {
    actions.openFile(pictureIn(clipboardData));
  });

  const veil = find("#drop-veil", HTMLElement);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    veil.hidden = !event.dataTransfer?.types.includes("Files");
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    // Leaving one element for another inside the page is not leaving.
    if (relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    veil.hidden = true;
    actions.openFile(pictureIn(event.dataTransfer));
  });
}
