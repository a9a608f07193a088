/**
 * Pictures from outside: the file picker, drag and drop anywhere on the page, paste; several at once,
 * and folders.
 *
 * @import { Actions } from "../shell/actions.js"
 */

import { find, takesLetters } from "../shell/dom.js";
import { isPicture, othersIn, pastesFiles, picturesIn } from "./intake.js";

/** @param {{ actions: Actions }} parts */
export function mountIntake({ actions }) {
  const input = find("#file-input", HTMLInputElement);
  find("#open-file", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // The same file chosen again shall be a change again.
    input.value = "";
    if (files.length > 0) actions.openFiles(files);
  });
  const folder = find("#folder-input", HTMLInputElement);
  folder.addEventListener("change", () => {
    // As for a folder that is dropped: whatever else it holds is left out in silence.
    const files = [...(folder.files ?? [])].filter(isPicture);
    folder.value = "";
    actions.openFiles(files);
  });

  document.addEventListener("paste", async ({ clipboardData, target }) => {
    if (!pastesFiles(clipboardData, takesLetters(target))) return;
    const others = othersIn(clipboardData);
    actions.openFiles(await picturesIn(clipboardData), others);
  });

  const veil = find("#drop-veil", HTMLElement);
  document.addEventListener("dragover", (event) => {
    const files = event.dataTransfer?.types.includes("Files");
    if (!files && takesLetters(event.target)) return;
    event.preventDefault();
    veil.hidden = !files;
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    // Leaving one element for another inside the page is not leaving.
    if (relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener("drop", async (event) => {
    // A word dragged into a field of text is that field's.
    if (takesLetters(event.target) && !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    veil.hidden = true;
    // The transfer is there only until the event is over.
    const others = othersIn(event.dataTransfer);
    actions.openFiles(await picturesIn(event.dataTransfer), others);
  });
}
