/**
 * What came out: the mask's area and predicted IoU, and the download.
 *
 * @import { Actions } from "../shell/actions.js"
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
  button.addEventListener("click", () => actions.download());
  store.watch(
    (state) => {
      const image = activeImage(state);
      return [maskState(image) === "shown", image?.document.picture, state.language];
    },
    (ready, picture) => {
      button.disabled = !ready;
      button.title = picture ? `${strings.download}: ${strings.reasonReady(picture)}` : "";
    },
  );
}
