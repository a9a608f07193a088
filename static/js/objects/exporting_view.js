/**
 * The dialog of files to take away, and the field for those that come back.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { maskState } from "../prompting/wanted.js";
import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { chosenObjects } from "./exporting.js";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountExporting({ store, actions, strings }) {
  const open = find("#export", HTMLButtonElement);
  const dialog = find("#export-dialog", HTMLDialogElement);
  const form = find("form", HTMLFormElement, dialog);
  const about = find("#export-about", HTMLElement);
  const download = find("#export-download", HTMLButtonElement);
  const copy = find("#export-copy", HTMLButtonElement);
  open.addEventListener("click", () => dialog.showModal());
  find("#export-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  // A click on what lies behind it: the dialog itself is the target there only.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  const chosen = () => String(new FormData(form).get("format"));
  const busy = async (/** @type {() => Promise<boolean>} */ work) => {
    download.disabled = true;
    copy.disabled = true;
    const done = await work();
    show();
    if (done) dialog.close();
  };
  // Enter in the list downloads too, instead of closing the dialog with nothing taken away.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(() => actions.exportFile(chosen()));
  });
  copy.addEventListener("click", () => busy(() => actions.copyCutOut()));

  const show = () => {
    const image = activeImage(store.state);
    const objects = image ? chosenObjects(image).length : 0;
    const onStage = maskState(image) === "shown";
    const cuts = chosen().startsWith("cutout");
    const subjects = cuts && onStage ? 0 : objects;
    about.textContent = cuts ? strings.exportCutOut(onStage) : strings.exportObjects(subjects);
    const ready = cuts ? onStage || objects > 0 : objects > 0;
    download.disabled = !ready;
    copy.hidden = !cuts;
    copy.disabled = !ready;
    open.disabled = !onStage && objects === 0;
  };
  form.addEventListener("change", show);
  store.watch((state) => {
    const image = activeImage(state);
    const objects = image?.document.annotations;
    return [objects, image?.session.selected, maskState(image), state.language];
  }, show);

  const input = find("#load-input", HTMLInputElement);
  const load = find("#load", HTMLButtonElement);
  load.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    for (const file of input.files ?? []) actions.loadAnnotations(file);
    input.value = "";
  });
  store.watch(
    (state) => [Boolean(activeImage(state)?.runtime.bitmap)],
    (ready) => {
      load.disabled = !ready;
    },
  );
}
