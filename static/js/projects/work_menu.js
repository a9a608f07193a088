/**
 * What is seldom done with the picture on the stage, behind a button of the work bar: skip it, make it
 * gold or a common one again, and remove it from the project.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 * @import { Asking } from "./removing_view.js"
 */

import { find } from "../shell/dom.js";
import { OPEN, workOnStage } from "./working_transitions.js";

/** @param {Parts & { asking: Asking }} parts */
export function mountWorkMenu({ store, managing, working, strings, asking }) {
  const menu = find("#work-menu", HTMLElement);
  const skip = find("#work-skip", HTMLButtonElement);
  const skipNote = find("#work-skip-note", HTMLElement);
  const gold = find("#work-gold", HTMLButtonElement);
  const goldNote = find("#work-gold-note", HTMLElement);
  const remove = find("#work-remove", HTMLButtonElement);
  const forLeads = find("#work-menu-lead", HTMLElement);
  /** Whether the picture is gold; null until it is known. @type {boolean | null} */
  let isGold = null;

  const draw = () => {
    const here = workOnStage(store.state);
    const { picture = null } = here?.work ?? {};
    const lead = store.state.projects.person?.role === "lead";
    skip.disabled = !OPEN.has(picture?.state ?? "");
    skip.textContent = strings.workSkip;
    skipNote.textContent = strings.workSkipNote;
    forLeads.hidden = !lead;
    gold.textContent = isGold ? strings.goldUnmark : strings.goldMark;
    const claimed = (picture?.exhaustive ?? []).length > 0;
    const could = picture?.state === "accepted" && claimed;
    gold.disabled = isGold === null || (!isGold && !could);
    goldNote.textContent = isGold || could ? "" : strings.goldNotYet;
    goldNote.hidden = goldNote.textContent === "";
    remove.textContent = strings.workRemove;
  };

  const askGold = async () => {
    const here = workOnStage(store.state);
    isGold = null;
    draw();
    if (here === null || store.state.projects.person?.role !== "lead") return;
    const found = await managing.isGold(here.project, here.picture);
    if (workOnStage(store.state)?.picture !== here.picture) return;
    isGold = found;
    draw();
  };

  menu.addEventListener("beforetoggle", (event) => {
    if (event instanceof ToggleEvent && event.newState === "open") askGold();
  });
  store.watch(
    (state) => {
      const { picture = null } = workOnStage(state)?.work ?? {};
      return [picture, state.projects.person, state.language];
    },
    () => draw(),
  );
  skip.addEventListener("click", () => {
    menu.hidePopover();
    working.finish("skip");
  });
  gold.addEventListener("click", async () => {
    const here = workOnStage(store.state);
    if (here === null || isGold === null) return;
    await managing.setGold(here.project, here.picture, !isGold);
    await askGold();
  });
  remove.addEventListener("click", () => {
    menu.hidePopover();
    const here = workOnStage(store.state);
    const { picture = null } = here?.work ?? {};
    if (here === null || picture === null) return;
    const { id, file_name: name, objects } = picture;
    asking.askPicture(here.project, { id, name, objects });
  });
}
