/**
 * The Add/Remove switch, undo, redo and reset.
 *
 * @import { Store } from "../shell/store.js"
 */

import { isEmptyDraft } from "../session/picture_session.js";
import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { chooseTool, clearPrompt, redo, undo } from "./prompting_transitions.js";

/** @param {{ store: Store }} parts */
export function mountToolbar({ store }) {
  const add = find("[data-testid=tool-add]", HTMLButtonElement);
  const remove = find("[data-testid=tool-remove]", HTMLButtonElement);
  add.addEventListener("click", () => store.apply(chooseTool, 1));
  remove.addEventListener("click", () => store.apply(chooseTool, 0));
  store.watch(
    (state) => [state.tool],
    (tool) => {
      add.setAttribute("aria-pressed", String(tool === 1));
      remove.setAttribute("aria-pressed", String(tool === 0));
    },
  );

  const undoButton = find("#undo", HTMLButtonElement);
  const redoButton = find("#redo", HTMLButtonElement);
  const resetButton = find("#reset", HTMLButtonElement);
  undoButton.addEventListener("click", () => store.apply(undo));
  redoButton.addEventListener("click", () => store.apply(redo));
  resetButton.addEventListener("click", () => store.apply(clearPrompt));
  store.watch(
    (state) => {
      const { history, draft } = activeImage(state)?.session ?? {};
      return [history, draft];
    },
    (history, draft) => {
      undoButton.disabled = !history?.past.length;
      redoButton.disabled = !history?.future.length;
      resetButton.disabled = !draft || (isEmptyDraft(draft) && draft.editing === null);
    },
  );
}
