/**
 * The field for words over the picture: what is looked for, and why it cannot be where it cannot.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 */

import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";

/** @param {{ store: Store, actions: Actions }} parts */
export function mountWords({ store, actions }) {
  const form = find("#words", HTMLFormElement);
  const text = find("#words-text", HTMLInputElement);
  const why = find("#words-why", HTMLElement);
  const known = find("#words-known", HTMLDataListElement);
  const stage = find("#stage", HTMLElement);
  const close = () => {
    form.hidden = true;
    stage.focus();
  };
  const open = async () => {
    if (activeImage(store.state) === null || store.state.homeOpen) return;
    form.hidden = false;
    text.focus();
    text.select();
    const sentence = await actions.similar.whyNoWords();
    why.hidden = sentence === null;
    why.textContent = sentence;
  };
  find("#words-open", HTMLButtonElement).addEventListener("click", () => {
    if (form.hidden) open();
    else close();
  });
  form.addEventListener("open", open);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words === "") return;
    actions.similar.findWords(words);
    close();
  });
  store.watch(
    (state) => [state.classes, activeImage(state) === null || state.homeOpen],
    (classes, away) => {
      known.replaceChildren(...classes.map(({ name }) => new Option(name)));
      if (away) form.hidden = true;
    },
  );
}
