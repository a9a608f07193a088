/**
 * The one question before a label is merged into another: which one, and of how many objects.
 *
 * @import { Label } from "../server/project_tabs_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { html } from "../shell/dom.js";

/**
 * @param {Parts} parts
 * @returns {(label: Label) => void} asks
 */
export function mountMerging({ store, managing, strings }) {
  const title = html("h2", { class: "dialog-title", id: "merge-title" });
  const into = html("select", { class: "field", "data-testid": "merge-into" });
  const about = html("p", { role: "status", "data-testid": "merge-about" });
  const cancel = html("button", { type: "button", class: "button" });
  const go = html("button", {
    type: "submit",
    class: "button button-primary",
    "data-testid": "merge-go",
  });
  const actions = html("div", { class: "dialog-actions" }, cancel, go);
  const form = html(
    "form",
    { class: "dialog-form", method: "dialog" },
    title,
    into,
    about,
    actions,
  );
  const dialog = html(
    "dialog",
    { class: "dialog", "data-testid": "merge", "aria-labelledby": "merge-title" },
    form,
  );
  document.body.append(dialog);
  /** @type {Label | null} */
  let asked = null;

  const say = () => {
    if (asked === null) return;
    const { name } = asked;
    const counts = store.state.projects.open?.facts.counts?.counts ?? [];
    const objects = counts.find((each) => each.name === name)?.objects ?? 0;
    const other = into.selectedOptions[0]?.text ?? "";
    about.textContent = strings.mergeAbout({ name, objects, into: other });
  };
  into.addEventListener("change", say);
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", () => {
    const { open } = store.state.projects;
    if (open !== null && asked !== null) managing.mergeLabel(open.id, asked.id, into.value);
  });

  return (label) => {
    asked = label;
    const { labels = [] } = store.state.projects.open?.project ?? {};
    title.textContent = strings.labelMergeOf(label.name);
    into.setAttribute("aria-label", strings.mergeInto);
    const others = labels.filter((each) => each.id !== label.id);
    into.replaceChildren(...others.map((each) => new Option(each.name, each.id)));
    cancel.textContent = strings.cancel;
    go.textContent = strings.mergeGo;
    say();
    dialog.showModal();
  };
}
