/**
 * The bar over a project's picture: where one is, how far it is, whether the server has it, and what can
 * be done with it: submit it, or accept or return what was submitted; and on.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { chordText } from "../shell/chords.js";
import { find } from "../shell/dom.js";
import { keyOf } from "../shell/keys.js";
import { screen } from "../shell/state.js";
import { openProject } from "./projects_transitions.js";
import { isPending, OPEN, stageOf, workOnStage } from "./working_transitions.js";

/** States from which a picture can be returned. */
const DONE = new Set(["submitted", "accepted"]);

/** @param {Parts} parts */
export function mountWorkBar({ store, actions, working, strings }) {
  const bar = find("#work-bar", HTMLElement);
  const back = find("#work-back", HTMLButtonElement);
  const name = find("#work-project", HTMLElement);
  const dot = find("#work-dot", HTMLElement);
  const text = find("#work-state", HTMLElement);
  const saved = find("#work-saved", HTMLElement);
  const submit = find("#work-submit", HTMLButtonElement);
  const accept = find("#work-accept", HTMLButtonElement);
  const giveBack = find("#work-return", HTMLButtonElement);
  const next = find("#work-next", HTMLButtonElement);

  store.watch(
    (state) => [screen(state) === "workbench" ? (workOnStage(state)?.project ?? null) : null],
    async (project) => {
      bar.hidden = project === null;
      if (project === null) return;
      const { list, open } = store.state.projects;
      const named = [open, ...list].find((each) => each?.id === project)?.name;
      name.textContent = named ?? "";
      if (named) return;
      const described = await working.describe(project).catch(() => null);
      if (workOnStage(store.state)?.project === project) name.textContent = described?.name ?? "";
    },
  );
  store.watch(
    (state) => {
      const here = workOnStage(state);
      const { picture = null, failed = false } = here?.work ?? {};
      const pending = here !== null && isPending(state, here.image);
      return [picture?.state ?? null, pending, failed, state.server, state.language];
    },
    (now, pending, failed, server) => {
      dot.dataset.state = now ?? "";
      text.textContent = now === null ? "" : strings.pictureStates[now];
      const waits = pending && (failed || server === "gone");
      bar.dataset.saved = waits ? "waiting" : pending ? "pending" : "saved";
      saved.textContent = waits
        ? strings.workWaits
        : pending
          ? strings.workPending
          : strings.workSaved;
    },
  );
  store.watch(
    (state) => [workOnStage(state)?.work.picture?.state ?? "", stageOf(state)],
    (now, stage) => {
      const reviews = stage === "review";
      bar.dataset.stage = stage;
      submit.hidden = reviews;
      submit.disabled = !OPEN.has(now);
      accept.hidden = !reviews;
      accept.disabled = now !== "submitted";
      giveBack.hidden = !reviews;
      giveBack.disabled = !DONE.has(now);
    },
  );
  store.watch(
    (state) => [state.language],
    () => {
      for (const key of bar.querySelectorAll("[data-chord]")) {
        const { chords } = keyOf(/** @type {"acceptPicture"} */ (key.getAttribute("data-chord")));
        key.textContent = chordText(chords[0], strings.chordWords);
      }
    },
  );
  back.addEventListener("click", () => {
    const here = workOnStage(store.state);
    if (here !== null) store.apply(openProject, here.project);
  });
  submit.addEventListener("click", () => actions.submitPicture());
  accept.addEventListener("click", () => actions.acceptPicture());
  giveBack.addEventListener("click", () => actions.returnPicture());
  next.addEventListener("click", () => actions.nextPicture());
}
