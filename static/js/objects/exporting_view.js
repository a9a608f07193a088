/**
 * The dialog of files to take away, and the field for those that come back.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Made } from "./exporting.js"
 * @import { Scope } from "./scopes.js"
 */

import { maskState } from "../prompting/wanted.js";
import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { holdsPixels } from "./exporting.js";
import { countOf, sharesOf } from "./scopes.js";

/** Beyond so many, no file is written only to say how large it is. */
const MOST_TO_WEIGH = 300;

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountExporting({ store, actions, strings }) {
  const open = find("#export", HTMLButtonElement);
  const dialog = find("#export-dialog", HTMLDialogElement);
  const form = find("form", HTMLFormElement, dialog);
  const about = find("#export-about", HTMLElement);
  const download = find("#export-download", HTMLButtonElement);
  const copy = find("#export-copy", HTMLButtonElement);
  const scopes = /** @type {readonly Scope[]} */ (["selected", "picture", "pictures"]);
  const options = scopes.map((scope) => ({
    scope,
    input: find(`input[name="scope"][value="${scope}"]`, HTMLInputElement, form),
    text: find(`[data-scope="${scope}"]`, HTMLElement, form),
  }));
  open.addEventListener("click", () => {
    // Never what was chosen for other objects.
    for (const { scope, input } of options) input.checked = scope === "picture";
    dialog.showModal();
    show();
  });
  find("#export-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  // A click on what lies behind it: the dialog itself is the target there only.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  const chosen = () => String(new FormData(form).get("format"));
  const scope = () => options.find(({ input }) => input.checked)?.scope ?? "picture";
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
    busy(async () => actions.exportFile(chosen(), scope(), await weighed));
  });
  copy.addEventListener("click", () => busy(() => actions.copyCutOut()));

  const show = () => {
    const image = activeImage(store.state);
    const onStage = maskState(image) === "shown";
    open.disabled =
      !onStage && store.state.images.every(({ document }) => document.annotations.length === 0);
    // Counting goes through all objects, and this is called after each of them.
    if (!dialog.open) return;
    const counts = new Map(scopes.map((each) => [each, countOf(sharesOf(store.state, each))]));
    const cuts = chosen().startsWith("cutout");
    for (const { scope, input, text } of options) {
      const count = counts.get(scope) ?? 0;
      text.textContent = strings.exportScope(scope, count, store.state.images.length);
      input.disabled = cuts || count === 0;
    }
    const shares = sharesOf(store.state, scope());
    const objects = countOf(shares);
    const ready = cuts ? onStage || (counts.get("picture") ?? 0) > 0 : objects > 0;
    const blind = holdsPixels(chosen()) ? shares.filter(({ image }) => !image.runtime.bitmap) : [];
    about.textContent = cuts
      ? strings.exportCutOut(onStage)
      : strings.exportObjects(objects, shares.length);
    if (blind.length > 0) about.textContent += ` ${strings.exportBlind(blind.length)}`;
    download.disabled = !ready;
    copy.hidden = !cuts;
    copy.disabled = !ready;
    weigh(cuts || objects > MOST_TO_WEIGH ? 0 : objects);
  };

  /** The file of the last choice, written to say how large it is. @type {Promise<Made | null>} */
  let weighed = Promise.resolve(null);
  const weigh = async (/** @type {number} */ objects) => {
    const mine = objects > 0 ? actions.writeFile(chosen(), scope()) : Promise.resolve(null);
    weighed = mine;
    const file = await mine;
    if (mine === weighed && file !== null) {
      about.textContent += ` ${strings.exportBytes(file.blob.size)}`;
    }
  };
  form.addEventListener("change", show);
  store.watch((state) => {
    const image = activeImage(state);
    // Not the pictures themselves, which change with every mask under the pointer.
    const objects = state.images.map(({ document }) => document.annotations);
    const { images, language } = state;
    return [images.length, image?.session.selected, maskState(image), language, ...objects];
  }, show);

  const input = find("#load-input", HTMLInputElement);
  const load = find("#load", HTMLButtonElement);
  load.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    actions.loadAnnotations([...(input.files ?? [])]);
    input.value = "";
  });
  store.watch(
    (state) => [Boolean(activeImage(state)?.runtime.bitmap)],
    (ready) => {
      load.disabled = !ready;
    },
  );
}
