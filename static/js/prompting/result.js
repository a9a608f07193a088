/**
 * What came out: the mask's area and predicted IoU, and the download.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { maskFacts, maskState } from "./wanted.js";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountResult({ store, actions, strings }) {
  const area = find("[data-testid=mask-area]", HTMLElement);
  const iou = find("[data-testid=predicted-iou]", HTMLElement);
  store.watch(
    (state) => [activeImage(state), state.language],
    (image) => {
      const facts = maskFacts(image);
      // The figures of the mask that is still drawn stay until the next ones are known.
      if (facts === null && maskState(image) === "pending") return;
      area.dataset.value = facts ? String(facts.fraction) : "";
      area.textContent = facts ? strings.percent(facts.fraction) : strings.none;
      const estimate = facts?.iou ?? null;
      iou.dataset.value = estimate === null ? "" : String(estimate);
      iou.textContent = estimate === null ? strings.none : strings.iou(estimate);
    },
  );

  const button = find("#download", HTMLButtonElement);
  const reason = find("#download-reason", HTMLElement);
  button.addEventListener("click", () => actions.download());
  store.watch(
    (state) => [maskState(activeImage(state)) === "shown", downloadReason(state, strings)],
    (ready, text) => {
      button.disabled = !ready;
      reason.textContent = text;
    },
  );
}

/**
 * Why there is nothing to download yet, or what there is.
 *
 * @param {State} state
 * @param {Strings} strings
 * @returns {string}
 */
function downloadReason(state, strings) {
  const image = activeImage(state);
  if (image === null) return strings.reasonNoPicture;
  const mask = maskState(image);
  if (mask === "shown") return strings.reasonReady(image.document.picture);
  if (state.model.status === "failed") return strings.reasonModel;
  if (mask === "none") return strings.reasonNoPrompt;
  return image.runtime.step === "ready" ? strings.reasonPending : strings.reasonEncoding;
}
