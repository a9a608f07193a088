/**
 * What the memory has learnt from: beside the candidates that it has put in order, and in the
 * details, where it can be forgotten. Forgetting takes two presses, as nothing brings it back.
 *
 * @import { Remembering } from "./remembering.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { FIRST } from "./learnt.js";

/** @param {{ store: Store, remembering: Remembering, strings: Strings }} parts */
export function mountRanking({ store, remembering, strings }) {
  const note = find("[data-testid=learnt]", HTMLElement);
  store.watch(
    (state) => {
      const ranked = activeImage(state)?.runtime.answer?.first?.ranked ?? false;
      return [ranked, state.memory.all.objects, state.language];
    },
    (ranked, objects) => {
      note.hidden = !ranked;
      note.textContent = ranked ? strings.memoryLearnt(objects) : "";
    },
  );

  const fact = find("[data-testid=memory]", HTMLElement);
  const button = find("#forget", HTMLButtonElement);
  const text = find("#forget-text", HTMLElement);
  let sure = false;
  const show = () => {
    const { objects } = store.state.memory.all;
    fact.dataset.value = String(objects);
    fact.textContent =
      objects < FIRST ? strings.memoryOff(objects, FIRST) : strings.memoryLearnt(objects);
    button.hidden = objects === 0 || !mayForget(store.state);
    text.textContent = sure ? strings.memoryForgetSure(objects) : strings.memoryForget;
  };
  button.addEventListener("click", () => {
    const certain = sure;
    sure = !sure;
    if (certain) remembering.forget();
    show();
  });
  button.addEventListener("blur", () => {
    sure = false;
    show();
  });
  store.watch(
    ({ memory, memoryOf, projects, language }) => [memory, memoryOf, projects.person, language],
    () => {
      sure = false;
      show();
    },
  );
}

/** @param {State} state @returns {boolean} a project's is its reviewers' and leads' to forget */
const mayForget = ({ memoryOf, projects }) =>
  memoryOf === null || ["reviewer", "lead"].includes(projects.person?.role ?? "");
