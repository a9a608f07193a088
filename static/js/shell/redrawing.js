/**
 * Draws a part of the page anew without taking the focus, or what is being typed, from anybody.
 */

/**
 * @param {HTMLElement} root its focusable parts have names of their own, as `data-part`
 * @param {() => void} draw
 */
export function redraw(root, draw) {
  const before = document.activeElement;
  const part = root.contains(before) ? before?.getAttribute("data-part") : null;
  const typed = before instanceof HTMLInputElement && before.value !== before.defaultValue;
  const value = typed ? before.value : null;
  draw();
  if (!part) return;
  const after = root.querySelector(`[data-part="${CSS.escape(part)}"]`);
  if (!(after instanceof HTMLElement)) return;
  if (value !== null && after instanceof HTMLInputElement) after.value = value;
  after.focus({ preventScroll: true });
}
