/**
 * "Move into a project …" for pictures of the quick studio: which project, and which pictures.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { placeOf } from "../document/places.js";
import { find, html } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";

/** @param {Parts & { askWho: () => void }} parts */
export function mountMoving({ store, moving, projecting, strings, askWho }) {
  const open = html("button", {
    type: "button",
    class: "button button-small move-open",
    "data-testid": "move-open",
    "aria-haspopup": "dialog",
  });
  find(".panel-foot", HTMLElement).append(open);
  const title = html("h2", { class: "dialog-title", id: "move-title" });
  const project = html("select", { class: "field", "data-testid": "move-project" });
  const which = html("select", { class: "field", "data-testid": "move-which" });
  const about = html("p", { class: "projects-note" });
  const cancel = html("button", { type: "button", class: "button" });
  const go = html("button", {
    type: "submit",
    class: "button button-primary",
    "data-testid": "move-go",
  });
  const actions = html("div", { class: "dialog-actions" }, cancel, go);
  const form = html("form", { class: "dialog-form", method: "dialog" });
  form.append(title, project, which, about, actions);
  const dialog = html("dialog", { class: "dialog", "aria-labelledby": "move-title" }, form);
  document.body.append(dialog);

  const fill = () => {
    const { list } = store.state.projects;
    title.textContent = strings.moveTitle;
    about.textContent = list.length > 0 ? strings.moveAbout : strings.projectsNone;
    project.setAttribute("aria-label", strings.moveProject);
    which.setAttribute("aria-label", strings.moveWhich);
    project.replaceChildren(...list.map(({ id, name }) => new Option(name, id)));
    const count = moving.movable().length;
    which.replaceChildren(
      new Option(strings.moveThis, "this"),
      ...(count > 1 ? [new Option(strings.moveAll(count), "all")] : []),
    );
    cancel.textContent = strings.cancel;
    go.textContent = strings.moveGo;
    go.disabled = list.length === 0;
  };

  store.watch(
    (state) => {
      const image = activeImage(state);
      const own = image !== null && placeOf(image.document.id) === null;
      return [state.projects.kept && own, state.language];
    },
    (offered) => {
      open.hidden = !offered;
      open.textContent = strings.moveOpen;
    },
  );
  open.addEventListener("click", async () => {
    if (store.state.projects.person === null) return askWho();
    await projecting.load();
    fill();
    dialog.showModal();
  });
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", () => {
    const active = activeImage(store.state);
    const images = which.value === "all" ? moving.movable() : active ? [active] : [];
    moving.move(
      project.value,
      images.map(({ key }) => key),
    );
  });
}
