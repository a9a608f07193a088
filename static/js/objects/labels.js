/**
 * The list of labels: offered where an object is labelled, changed in what the button opens. The
 * browser keeps it.
 *
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Kept } from "../shell/options.js"
 */

import { find, html, icon } from "../shell/dom.js";
import { chooseLabel, dropLabel, renameLabel, setLabels } from "./objects_transitions.js";

const KEY = "labels";

/** @param {{ store: Store, strings: Strings, date: () => string, kept: Kept }} parts */
export function mountLabels({ store, strings, date, kept }) {
  const before = stored(kept);
  store.apply(setLabels, before.labels);
  store.apply(chooseLabel, before.label);
  const options = find("#labels", HTMLDataListElement);
  store.watch(
    (state) => [state.labels, state.label],
    (labels, label) => {
      options.replaceChildren(...labels.map((value) => html("option", { value })));
      kept?.setItem(KEY, JSON.stringify({ labels, label }));
    },
  );

  const list = find("#label-list", HTMLUListElement);
  const form = find("#label-form", HTMLFormElement);
  const added = find("#label-new", HTMLInputElement);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    store.apply(setLabels, [...store.state.labels, added.value.trim()]);
    added.value = "";
  });
  store.watch(
    (state) => [state.labels, state.label, state.language],
    (labels, chosen) => {
      added.placeholder = strings.labelNew;
      list.replaceChildren(...labels.map((label) => row(label, label === chosen)));
    },
  );

  /**
   * @param {string} label
   * @param {boolean} chosen whether the next object gets it
   */
  function row(label, chosen) {
    const field = html("input", { type: "text", class: "label-field", "aria-label": label });
    field.value = label;
    field.addEventListener("change", () =>
      store.apply(renameLabel, label, field.value.trim(), date()),
    );
    const text = strings.dropLabel(label);
    const drop = html(
      "button",
      { type: "button", class: "button button-icon button-quiet", "aria-label": text, title: text },
      icon("close"),
    );
    drop.addEventListener("click", () => store.apply(dropLabel, label));
    const use = html(
      "button",
      {
        type: "button",
        class: "button button-icon button-quiet",
        "aria-label": strings.useLabel(label),
        "aria-pressed": String(chosen),
        title: strings.useLabel(label),
      },
      icon("check"),
    );
    use.addEventListener("click", () => store.apply(chooseLabel, chosen ? "" : label));
    return html("li", { "data-testid": "label" }, use, field, drop);
  }
}

/**
 * @param {Kept} kept
 * @returns {{ labels: string[], label: string }}
 */
function stored(kept) {
  try {
    const { labels, label } = JSON.parse(kept?.getItem(KEY) ?? "{}");
    const texts = Array.isArray(labels) ? labels.filter((each) => typeof each === "string") : [];
    return { labels: texts, label: typeof label === "string" ? label : "" };
  } catch {
    return { labels: [], label: "" };
  }
}
