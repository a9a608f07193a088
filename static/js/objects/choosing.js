/**
 * A dialog for what only a person can tell of a file: which of its pictures is meant, or how it lay.
 *
 * @import { Choice, Question } from "./importing.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

/**
 * @param {Strings} strings
 * @returns {(question: Question) => Promise<Choice | null>} null where the dialog was closed
 */
export const createChoosing = (strings) => (question) => {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.dataset.testid = "choose-dialog";
  const form = document.createElement("form");
  form.method = "dialog";
  const about = document.createElement("p");
  about.id = "choose-about";
  about.textContent = question.message;
  dialog.setAttribute("aria-labelledby", about.id);
  const list = document.createElement("select");
  list.setAttribute("aria-labelledby", about.id);
  const options = [
    ...question.pictures.map((picture) => ({ text: picture, choice: { picture } })),
    ...question.turns.map((turn) => ({ text: strings.turned(turn), choice: { turn } })),
  ];
  list.append(...options.map(({ text }, i) => new Option(text, String(i))));
  const actions = document.createElement("div");
  actions.className = "dialog-actions";
  const button = (/** @type {string} */ text, /** @type {string} */ value) => {
    const made = document.createElement("button");
    made.className = "button";
    made.textContent = text;
    made.value = value;
    return made;
  };
  actions.append(button(strings.close, ""), button(strings.choose, "chosen"));
  form.append(about, list, actions);
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const { choice } = options[Number(list.value)] ?? {};
      resolve(dialog.returnValue === "chosen" && choice ? choice : null);
      dialog.remove();
    });
    dialog.showModal();
  });
};
