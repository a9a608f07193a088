/**
 * Buttons of which one is pressed, in what the globe opens. The browser keeps what was chosen.
 *
 * @typedef {Pick<Storage, "getItem" | "setItem"> | null} Kept null where nothing may be kept
 */

/**
 * @template {string} Value
 * @param {string} name of what is chosen: the browser keeps it under this name, and each button
 *   carries its value as `data-NAME`
 * @param {Kept} kept
 * @param {(value: Value) => void} choose
 * @returns {(value: Value) => void} shows which one is chosen
 */
export function mountOptions(name, kept, choose) {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const options = document.querySelectorAll(`button[data-${name}]`);
  for (const option of options) {
    option.addEventListener("click", () => {
      const value = /** @type {Value} */ (option.dataset[name]);
      choose(value);
      kept?.setItem(name, value);
    });
  }
  return (value) => {
    for (const option of options) {
      option.setAttribute("aria-pressed", String(option.dataset[name] === value));
    }
  };
}

/** @returns {Kept} where this browser keeps what was chosen */
export function keptOptions() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
