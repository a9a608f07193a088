/**
 * The questions before something is removed for good: of a picture whether it is meant, of a project its
 * name.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { html } from "../shell/dom.js";

/** @param {Parts} parts */
export function mountRemoving({ store, removing, strings }) {
  const title = html("h2", { class: "dialog-title", id: "removing-title" });
  const about = html("p", { id: "removing-about", "data-testid": "removing-about" });
  const typed = html("input", {
    type: "text",
    class: "field",
    autocomplete: "off",
    "data-testid": "removing-name",
  });
  const typing = html("span", { class: "form-label" });
  const question = html("label", { class: "removing-name" }, typing, typed);
  const cancel = html("button", { type: "button", class: "button" });
  const go = html("button", {
    type: "submit",
    class: "button button-danger",
    "data-testid": "removing-go",
  });
  const actions = html("div", { class: "dialog-actions" }, cancel, go);
  const form = html(
    "form",
    { class: "dialog-form", method: "dialog" },
    title,
    about,
    question,
    actions,
  );
  const dialog = html(
    "dialog",
    {
      class: "dialog",
      "data-testid": "removing",
      "aria-labelledby": "removing-title",
      "aria-describedby": "removing-about",
    },
    form,
  );
  document.body.append(dialog);
  /** What is asked about. @type {{ name: string | null, remove: (name: string) => void } | null} */
  let asked = null;

  const look = () => {
    go.disabled = asked === null || (asked.name !== null && typed.value.trim() !== asked.name);
  };
  typed.addEventListener("input", look);
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    if (go.disabled || asked === null) event.preventDefault();
    else asked.remove(typed.value.trim());
  });

  /**
   * @param {string} heading
   * @param {string} text
   * @param {NonNullable<typeof asked>} what
   */
  const ask = (heading, text, what) => {
    asked = what;
    title.textContent = heading;
    about.textContent = text;
    typed.value = "";
    typing.textContent = what.name === null ? "" : strings.removeTyping(what.name);
    question.hidden = what.name === null;
    cancel.textContent = strings.cancel;
    go.textContent = strings.removeGo;
    look();
    dialog.showModal();
    // What cannot be undone is not what a stray Enter does.
    (what.name === null ? cancel : typed).focus();
  };

  return {
    /**
     * @param {string} project id
     * @param {{ id: string, name: string, objects: number }} picture
     */
    askPicture: (project, { id, name, objects }) =>
      ask(strings.removePictureTitle(name), strings.removePictureAbout(objects), {
        name: null,
        remove: () => removing.removePicture(project, id),
      }),

    /** The project whose page is open. */
    askProject() {
      const { open } = store.state.projects;
      if (open === null) return;
      const pictures = Object.values(open.progress?.pictures ?? {});
      const counts = {
        pictures: pictures.reduce((sum, count) => sum + count, 0),
        objects: open.progress?.objects ?? 0,
      };
      ask(strings.removeProjectTitle(open.name), strings.removeProjectAbout(counts), {
        name: open.name,
        remove: (name) => removing.removeProject(open.id, name),
      });
    },
  };
}

/** @typedef {ReturnType<typeof mountRemoving>} Asking */
