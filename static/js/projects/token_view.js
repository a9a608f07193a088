/**
 * A personal token, which is shown this once.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { html } from "../shell/dom.js";

/**
 * @param {Parts} parts
 * @returns {(name: string, token: string) => void} shows it
 */
export function mountToken({ strings }) {
  const title = html("h2", { class: "dialog-title", id: "token-title" });
  const note = html("p", { class: "projects-note" });
  const field = html("input", {
    type: "text",
    class: "field token-field",
    readonly: "",
    "data-testid": "token",
    "aria-labelledby": "token-title",
  });
  const close = html("button", { class: "button button-primary" });
  const form = html(
    "form",
    { class: "dialog-form", method: "dialog" },
    title,
    note,
    field,
    html("div", { class: "dialog-actions" }, close),
  );
  const dialog = html("dialog", { class: "dialog", "aria-labelledby": "token-title" }, form);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    field.value = "";
  });
  return (name, token) => {
    title.textContent = strings.tokenOf(name);
    note.textContent = strings.tokenOnce;
    close.textContent = strings.close;
    field.value = token;
    dialog.showModal();
    field.select();
  };
}
