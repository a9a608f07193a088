/**
 * What is happening to a picture that is being opened, with the time it has taken so far; and, once
 * it is ready, what to do.
 *
 * @import { OpenImage } from "./open_image.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { isEmptyDraft } from "../session/picture_session.js";
import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";

const TICK_MS = 100;

/** @param {{ store: Store, strings: Strings, now: () => number }} parts */
export function mountProgress({ store, strings, now }) {
  const progress = find("#progress", HTMLElement);
  const step = find(".progress-step", HTMLElement, progress);
  const time = find(".progress-time", HTMLElement, progress);
  const clickable = find(".progress-hint", HTMLElement, progress);
  const hint = find("#hint", HTMLElement);

  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  const tick = () => {
    const image = activeImage(store.state);
    if (image) time.textContent = strings.seconds(now() - image.runtime.since);
  };

  store.watch(
    (state) => {
      const image = activeImage(state);
      const prompting =
        state.draft !== null || state.hand.tool !== "prompt" || (image !== null && isBusy(image));
      return [image?.runtime.step, Boolean(image?.runtime.bitmap), prompting, state.language];
    },
    (present, visible, prompting) => {
      clearInterval(ticking);
      hint.hidden = present !== "ready" || prompting;
      progress.hidden = present === undefined || present === "ready";
      if (present === undefined || present === "ready") return;
      progress.dataset.step = present;
      step.textContent = strings[present];
      clickable.hidden = !visible || prompting || present !== "encoding";
      ticking = setInterval(tick, TICK_MS);
      tick();
    },
  );
}

/**
 * @param {OpenImage} image
 * @returns {boolean} whether someone knows already what to do
 */
const isBusy = ({ document, session }) =>
  !isEmptyDraft(session.draft) || document.annotations.length > 0;
