/**
 * The panel of suggestions: how far the search is, the line, and what can be done with them.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { moveLine } from "./similar_transitions.js";
import { aboveLine, labelOf, lineOf, pickedSuggestion, suggestionsOf } from "./suggestions.js";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountSimilar({ store, actions, strings }) {
  const panel = find("#similar", HTMLElement);
  const text = find("#similar-text", HTMLElement);
  const row = find("#similar-line", HTMLElement);
  const line = find("input", HTMLInputElement, row);
  const output = find("output", HTMLOutputElement, row);
  const bar = find("#similar-bar", HTMLProgressElement);
  const next = find("#similar-next", HTMLElement);
  const back = find("#similar-open", HTMLButtonElement);
  const acts = find("#similar-actions", HTMLElement);
  /** @type {[string, () => void][]} */
  const buttons = [
    ["accept", () => actions.similar.accept()],
    ["accept-all", () => actions.similar.acceptAll()],
    ["correct", () => actions.similar.correct()],
    ["reject", () => actions.similar.reject()],
    ["close", () => actions.similar.close()],
    ["open", () => actions.similar.open()],
  ];
  for (const [name, act] of buttons) {
    find(`#similar-${name}`, HTMLButtonElement).addEventListener("click", act);
  }
  line.addEventListener("input", () => store.apply(moveLine, Number(line.value)));
  const runs = (/** @type {string | null} */ words) =>
    words === null ? strings.similarRuns : strings.wordsRun(words);
  const nothing = (/** @type {string | null} */ words, /** @type {number} */ below) =>
    words === null ? strings.similarNothing(below) : strings.wordsNothing(words, below);
  /** Of words the similarity of the suggestion that keys are about stands beside. */
  const said = (
    /** @type {import("../pictures/runtime.js").Similar} */ { words },
    /** @type {string} */ found,
    /** @type {import("../pictures/runtime.js").Suggestion | null} */ picked,
  ) => (words === null || !picked ? found : `${found} · ${strings.wordsSimilarity(picked.score)}`);
  store.watch(
    (state) => {
      const image = activeImage(state);
      const similar = image?.runtime.similar ?? null;
      const left = image && suggestionsOf(image);
      return [similar, left, image && lineOf(image), state.language, image?.session.suggestions];
    },
    (similar, left, at) => {
      const image = activeImage(store.state);
      panel.hidden = !image || !similar || similar.status === "idle" || similar.status === "failed";
      if (panel.hidden || !image || !similar || !left || at === null) return;
      const running = similar.status === "running";
      const above = aboveLine(image).length;
      const picked = pickedSuggestion(image);
      panel.dataset.above = String(above);
      panel.dataset.left = String(left.length);
      const away = similar.status === "away";
      const judged = !away && similar.found.length > 0 && left.length === 0;
      const ahead = similar.by === "prefill";
      text.textContent = running
        ? runs(similar.words)
        : away
          ? strings.prefillAway(similar.found.length)
          : judged
            ? ahead
              ? strings.prefillJudged
              : strings.similarJudged
            : above === 0
              ? nothing(similar.words, left.length)
              : said(similar, strings.similarFound(above, left.length - above), picked);
      const label = picked && labelOf(image, picked);
      next.hidden = !ahead || !picked;
      if (picked) next.textContent = strings.prefillNext(label ?? "", picked.score);
      back.hidden = !away;
      acts.hidden = away || judged;
      find("#similar-close", HTMLButtonElement).hidden = away;
      bar.hidden = !running;
      if (similar.total > 0) bar.value = similar.done / similar.total;
      else bar.removeAttribute("value");
      row.hidden = running || away || judged || similar.found.length === 0;
      line.value = String(at);
      output.textContent = strings.percent(at);
      line.setAttribute("aria-valuetext", strings.similarAbove(above));
      for (const name of ["accept", "correct", "reject"]) {
        find(`#similar-${name}`, HTMLButtonElement).disabled = running || picked === null;
      }
      find("#similar-accept-all", HTMLButtonElement).disabled = running || above === 0;
    },
  );
}
