/**
 * The tab of a project's settings, for leads: its name, guideline and lease, the order of its queue,
 * and putting it away.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 * @import { Asking } from "./removing_view.js"
 */

import { find, html } from "../shell/dom.js";
import { notify } from "../shell/page_transitions.js";
import { LEADS, obstacleTo } from "./obstacle.js";
import { mountQueueOrder } from "./queue_order_view.js";

/** @param {Parts & { asking: Asking }} parts */
export function mountSettingsTab(parts) {
  const { store, managing, strings, asking } = parts;
  const panel = find("#tab-settings", HTMLElement);
  const why = html("p", { class: "projects-note" });
  const name = html("input", {
    type: "text",
    class: "field",
    maxlength: "100",
    required: "",
    autocomplete: "off",
    "data-testid": "settings-name",
  });
  const guideline = html("textarea", {
    class: "field",
    rows: "8",
    "data-testid": "settings-guideline",
  });
  const lease = html("input", {
    type: "number",
    class: "field",
    min: "10",
    max: "86400",
    required: "",
    "data-testid": "settings-lease",
  });
  const save = html("button", {
    type: "submit",
    class: "button button-primary",
    "data-testid": "settings-save",
  });
  const said = [name, guideline, lease].map((control) => {
    const text = html("span", { class: "form-label" });
    const note = html("small", {});
    return { text, note, label: html("label", {}, text, control, note) };
  });
  const labels = said.map(({ label }) => label);
  const form = html("form", { class: "form" }, ...labels, html("p", {}, save));
  const title = html("h3", { class: "form-title" });
  const away = html("p", {});
  const put = html("button", {
    type: "button",
    class: "button",
    "data-testid": "settings-archive",
  });
  const section = html("section", { class: "form" }, title, away, html("p", {}, put));
  const removeTitle = html("h3", { class: "form-title" });
  const removeAbout = html("p", {});
  const remove = html("button", {
    type: "button",
    class: "button button-danger",
    "data-testid": "settings-remove",
  });
  const removal = html("section", { class: "form" }, removeTitle, removeAbout);
  removal.append(html("p", {}, remove));
  panel.append(why, form, mountQueueOrder(parts), section, removal);

  store.watch(
    (state) => [state.projects.person, state.projects.open?.project ?? null, state.language],
    (person, project) => {
      const obstacle = obstacleTo(strings, person, null, LEADS);
      why.textContent = obstacle;
      why.hidden = obstacle === "";
      form.hidden = section.hidden = obstacle !== "" || project === null;
      said.forEach(({ text, note }, i) => {
        text.textContent = strings.settingNames[i];
        note.textContent = strings.settingNotes[i];
      });
      save.textContent = strings.settingsSave;
      const archived = project?.archived ?? false;
      title.textContent = archived ? strings.archivedTitle : strings.archiveTitle;
      away.textContent = archived ? strings.archivedAbout : strings.archiveAbout;
      put.textContent = archived ? strings.unarchive : strings.archive;
      removal.hidden = section.hidden;
      removeTitle.textContent = strings.removeTitle;
      removeAbout.textContent = archived ? strings.removeAbout : strings.removeNotYet;
      remove.textContent = strings.removeProject;
      remove.disabled = !archived;
      for (const each of [name, guideline, lease, save]) each.disabled = archived;
    },
  );
  // What somebody else has changed is shown, but nothing that is being typed goes.
  let shown = "";
  store.watch(
    (state) => [state.projects.open?.project ?? null],
    (project) => {
      if (project === null) return;
      const anew = project.id !== shown;
      shown = project.id;
      fill(name, project.name, anew);
      fill(guideline, project.guideline, anew);
      fill(lease, String(project.lease_seconds), anew);
    },
  );

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const project = store.state.projects.open?.project ?? null;
    if (project === null) return;
    const change = {
      name: name.value.trim(),
      guideline: guideline.value,
      lease_seconds: lease.valueAsNumber,
    };
    if (!(await managing.changeProject(project, change))) return;
    store.apply(notify, { kind: "info", message: strings.settingsSaved });
  });
  put.addEventListener("click", () => {
    const project = store.state.projects.open?.project ?? null;
    if (project !== null) managing.changeProject(project, { archived: !project.archived });
  });
  remove.addEventListener("click", () => asking.askProject());
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} value as it is kept
 * @param {boolean} anew whether what was typed is of no concern any more
 */
function fill(field, value, anew) {
  const untouched = field.value === field.defaultValue;
  field.defaultValue = value;
  if (untouched || anew) field.value = value;
}
