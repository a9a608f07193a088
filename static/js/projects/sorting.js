/**
 * Rows that are put in another order: dragged by their handle with mouse, pen or finger, or moved by
 * the arrow keys while it has the focus.
 */

/**
 * @param {HTMLElement} list its rows have `data-label`, and a handle of the class `label-handle`
 * @param {(label: string, place: number) => void} move to a place among the others, from 0
 */
export function mountSorting(list, move) {
  const rows = () => /** @type {HTMLElement[]} */ ([...list.children]);
  /** @type {{ row: HTMLElement, from: number, to: number } | null} */
  let dragged = null;

  /** @param {Event} event */
  const rowOf = ({ target }) => {
    const handle = target instanceof Element ? target.closest(".label-handle") : null;
    return /** @type {HTMLElement | null} */ (handle?.closest("[data-label]") ?? null);
  };

  list.addEventListener("pointerdown", (event) => {
    const row = rowOf(event);
    if (row === null || event.button !== 0) return;
    const from = rows().indexOf(row);
    dragged = { row, from, to: from };
    row.classList.add("is-dragged");
    list.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointermove", ({ clientY }) => {
    if (dragged === null) return;
    const others = rows().filter((row) => row !== dragged?.row);
    const to = placeAt(
      clientY,
      others.map((row) => row.getBoundingClientRect()),
    );
    if (to === dragged.to) return;
    dragged.to = to;
    list.insertBefore(dragged.row, others[to] ?? null);
  });
  const end = (/** @type {boolean} */ dropped) => {
    if (dragged === null) return;
    const { row, from, to } = dragged;
    dragged = null;
    row.classList.remove("is-dragged");
    if (from === to) return;
    if (dropped) move(String(row.dataset.label), to);
    else list.insertBefore(row, rows().filter((each) => each !== row)[from] ?? null);
  };
  list.addEventListener("pointerup", () => end(true));
  list.addEventListener("pointercancel", () => end(false));
  list.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = rowOf(event);
    if (row === null || by === undefined) return;
    event.preventDefault();
    const to = rows().indexOf(row) + by;
    if (to >= 0 && to < rows().length) move(String(row.dataset.label), to);
  });
}

/**
 * @param {number} y
 * @param {readonly { top: number, height: number }[]} others rows, from above
 * @returns {number} before how many of them something at y stands, counted from the first
 */
export function placeAt(y, others) {
  const behind = others.findIndex(({ top, height }) => y < top + height / 2);
  return behind < 0 ? others.length : behind;
}
