/**
 * The way from a project's page into its review, where there is something to be reviewed.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find } from "../shell/dom.js";
import { mayReview } from "./working_transitions.js";

/** @param {Parts} parts */
export function mountReviewEntry({ store, working, strings }) {
  const button = find("#project-review", HTMLButtonElement);
  store.watch(
    (state) => [
      mayReview(state) ? (state.projects.open?.progress?.pictures.submitted ?? 0) : 0,
      state.language,
    ],
    (count) => {
      button.hidden = count === 0;
      button.textContent = strings.projectReview(count);
    },
  );
  button.addEventListener("click", () => {
    const id = store.state.projects.open?.id;
    if (id !== undefined) working.next(id, "review");
  });
}
