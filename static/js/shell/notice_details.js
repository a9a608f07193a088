/**
 * A dialog with all that a notice has room for in a few words only: what was left out of a file, and
 * what was read otherwise than it stands there.
 *
 * @import { Detail } from "./state.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { html } from "./dom.js";

/** Lines with an element each; those behind, of a file with thousands, share one. */
const MOST_ELEMENTS = 1000;

/**
 * Shows a notice's details until they are closed.
 *
 * @param {string} message of the notice
 * @param {readonly Detail[]} details
 * @param {Strings} strings
 */
export function showDetails(message, details, strings) {
  const close = html("button", { class: "button", value: "" }, strings.close);
  const about = html("p", { id: "details-about" }, message);
  const parts = details.flatMap(({ heading, lines }) => {
    const said = lines.map(strings.saidOfFile);
    const each = said.slice(0, MOST_ELEMENTS).map((line) => html("li", {}, line));
    const rest = said.slice(MOST_ELEMENTS);
    if (rest.length > 0) each.push(html("li", {}, rest.join("\n")));
    return [html("h3", {}, heading), html("ul", {}, ...each)];
  });
  const form = html(
    "form",
    { method: "dialog" },
    about,
    html("div", { class: "details-parts", tabindex: "0", "data-testid": "details" }, ...parts),
    html("div", { class: "dialog-actions" }, close),
  );
  const dialog = html(
    "dialog",
    { class: "dialog", "aria-labelledby": about.id, "data-testid": "details-dialog" },
    form,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
