/**
 * Pictures on their way into a project: how many are there, and which were not taken and why.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { dismissSending, settledOf } from "./sending_transitions.js";

/** Refusals that are listed; the figures say how many there are. */
const LISTED = 200;

/** @param {Parts} parts */
export function mountSending({ store, sending, strings }) {
  const box = find("#sending", HTMLElement);
  const text = find("#sending-text", HTMLElement);
  const bar = find("#sending-bar", HTMLProgressElement);
  const stop = find("#sending-stop", HTMLButtonElement);
  const refused = find("#sending-refused", HTMLUListElement);

  store.watch(
    (state) => [state.projects.sending, state.projects.open?.id, state.language],
    (now, open) => {
      box.hidden = now === null || now.project !== open;
      if (now === null) return;
      const { status, total, added, known } = now;
      const settled = settledOf(now);
      const over = status === "over";
      bar.hidden = over;
      bar.max = total;
      bar.value = settled;
      const counts = { added, known, refused: now.refused.length, left: total - settled };
      text.textContent = over
        ? strings.sendingOver(counts)
        : (status === "waiting" ? strings.sendingWaits : strings.sendingRuns)(settled, total);
      stop.textContent = over ? strings.dismiss : strings.sendingStop;
    },
  );
  store.watch(
    (state) => [state.projects.sending?.refused, state.language],
    (files = []) => {
      refused.hidden = files.length === 0;
      refused.replaceChildren(
        ...files
          .slice(0, LISTED)
          .map(({ name, message }) =>
            html(
              "li",
              {},
              html("strong", {}, name),
              html("span", {}, ` ${strings.saidOfPicture(message)}`),
            ),
          ),
      );
    },
  );
  stop.addEventListener("click", () => {
    if (store.state.projects.sending?.status === "over") store.apply(dismissSending);
    else sending.stop();
  });
}
