/**
 * Who works here: a button that says it, and a list to choose from or to add oneself to.
 *
 * @import { Person } from "../server/projects_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";

/**
 * @param {Parts} parts
 * @returns {() => void} asks who works here
 */
export function mountPerson({ store, projecting, strings }) {
  const dialog = find("#person", HTMLDialogElement);
  const list = find("#person-list", HTMLUListElement);
  const form = find("#person-form", HTMLFormElement);
  const name = find("#person-name", HTMLInputElement);
  const tokenForm = find("#person-token-form", HTMLFormElement);
  const token = find("#person-token", HTMLInputElement);
  /** Whose token is asked for. @type {Person | null} */
  let locked = null;

  const ask = () => {
    locked = null;
    tokenForm.hidden = true;
    form.reset();
    tokenForm.reset();
    if (!dialog.open) dialog.showModal();
    (list.querySelector("button") ?? name).focus();
  };

  /** @param {Person} person */
  const choose = (person) => {
    if (!person.has_token) {
      projecting.choose({ ...person, token: "" });
      dialog.close();
      return;
    }
    locked = person;
    tokenForm.hidden = false;
    token.focus();
  };

  for (const button of document.querySelectorAll(".person-open")) {
    button.addEventListener("click", ask);
  }
  find("#person-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  tokenForm.addEventListener("submit", (event) => {
    event.preventDefault();
    if (locked === null || token.value === "") return;
    projecting.choose({ ...locked, token: token.value });
    dialog.close();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (name.value.trim() === "") return;
    if (await projecting.chooseName(name.value.trim())) dialog.close();
  });

  store.watch(
    (state) => [state.projects.person, state.projects.people, state.language],
    (person, people) => {
      /** @param {Pick<Person, "name" | "role">} each */
      const said = (each) => strings.personIs(each.name, strings.roles[each.role]);
      const text = person ? said(person) : strings.personNobody;
      for (const button of document.querySelectorAll(".person-open")) button.textContent = text;
      name.placeholder = strings.personName;
      token.placeholder = strings.personToken;
      list.replaceChildren(
        ...people.map((each) => {
          const chosen = String(each.id === person?.id);
          const button = html(
            "button",
            { type: "button", class: "switch-option", "aria-pressed": chosen },
            said(each),
          );
          button.addEventListener("click", () => choose(each));
          return html("li", {}, button);
        }),
      );
    },
  );
  return ask;
}
