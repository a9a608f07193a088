/**
 * The pictures of a project as a grid, of which only what is near the window is made; further parts
 * are asked for as they come near.
 *
 * @import { ProjectPicture } from "../server/projects_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html, icon } from "../shell/dom.js";
import { screen } from "../shell/state.js";
import { cellsIn, heightOf, layoutOf, placeOf } from "./grid.js";

const LEAST = { wide: 168, narrow: 140 };
const GAP = 12;
const CAPTION = 46;
/** Below this width two pictures stand side by side. */
const NARROW = 480;

/** @param {Parts & { askWho: () => void }} parts */
export function mountGrid({ store, projecting, working, strings, askWho }) {
  const page = find("#project", HTMLElement);
  const list = find("#project-grid", HTMLUListElement);
  const none = find("#project-none", HTMLElement);
  const again = find("#project-again", HTMLButtonElement);
  /** Cells that are made, by their places. @type {Map<number, { picture: ProjectPicture, cell: HTMLElement }>} */
  let made = new Map();

  const draw = () => {
    const { open } = store.state.projects;
    if (open?.tab !== "pictures" || screen(store.state) !== "project") return;
    const { pictures, total, next, status } = open.grid;
    const width = list.clientWidth;
    const least = width < NARROW ? LEAST.narrow : LEAST.wide;
    const layout = layoutOf({ width, least, gap: GAP, caption: CAPTION });
    const count = total ?? pictures.length;
    list.style.height = `${heightOf(layout, count)}px`;
    const above = list.getBoundingClientRect().top - page.getBoundingClientRect().top;
    const window = { top: -above, bottom: page.clientHeight - above };
    const { first, end } = cellsIn(layout, count, window);
    /** @type {typeof made} */
    const now = new Map();
    for (let i = first; i < Math.min(end, pictures.length); i++) {
      const known = made.get(i);
      const same = known?.picture === pictures[i];
      const cell = same ? known.cell : cellOf(pictures[i]);
      const { left, top } = placeOf(layout, GAP, i);
      cell.style.transform = `translate(${left}px, ${top}px)`;
      cell.style.width = `${layout.cell}px`;
      cell.style.height = `${layout.row - GAP}px`;
      cell.setAttribute("aria-setsize", String(count));
      cell.setAttribute("aria-posinset", String(i + 1));
      if (known && !same) known.cell.replaceWith(cell);
      else if (!known) list.append(cell);
      now.set(i, { picture: pictures[i], cell });
    }
    for (const [i, { cell }] of made) if (!now.has(i)) cell.remove();
    made = now;
    if (status === "ready" && next !== null && end >= pictures.length) projecting.loadPart();
  };

  /** @param {ProjectPicture} picture */
  const cellOf = (picture) => {
    const { file_name, state, objects, thumbnail } = picture;
    const { people } = store.state.projects;
    const { lease, open_comments: said, why } = picture;
    const name = people.find(({ id }) => id === lease?.person_id)?.name ?? strings.somebody;
    const image = html("img", { src: thumbnail, alt: "", draggable: "false", decoding: "async" });
    const button = html(
      "button",
      { type: "button", class: "project-picture-open" },
      image,
      html(
        "span",
        { class: "project-picture-notes" },
        ...(lease === null ? [] : [note("person", name, strings.pictureTaken(name))]),
        ...(why === null ? [] : [word(strings.orderWords[why], strings.orderWhys[why])]),
        ...(said === 0 ? [] : [note("comment", strings.count(said), strings.openComments(said))]),
      ),
      html("span", { class: "project-picture-name", title: file_name }, file_name),
      html(
        "span",
        { class: "project-picture-state" },
        html("span", { class: "state-dot", "data-state": state, "aria-hidden": "true" }),
        html("span", {}, strings.pictureStates[state]),
        html("span", { class: "state-count" }, strings.objectCount(objects)),
      ),
    );
    button.addEventListener("click", () => {
      const id = store.state.projects.open?.id;
      if (store.state.projects.person === null) askWho();
      else if (id !== undefined) working.open(id, picture);
    });
    const about = {
      class: "project-picture",
      "data-testid": "project-picture",
      "data-state": state,
    };
    return html("li", about, button);
  };

  const clear = () => {
    list.replaceChildren();
    made = new Map();
  };

  store.watch(
    (state) => [state.projects.open?.grid, state.projects.open?.tab, screen(state)],
    () => draw(),
  );
  store.watch(
    (state) => {
      const { open, people } = state.projects;
      return [open?.id, open?.filter, people, state.language];
    },
    () => {
      clear();
      draw();
    },
  );
  store.watch(
    (state) => [state.projects.open?.grid, state.projects.open?.filter, state.language],
    (grid, filter) => {
      const empty = grid?.status === "ready" && grid.total === 0;
      const all = filter?.state === "" && filter.search === "";
      const failed = grid?.status === "failed";
      const nothing = all ? strings.projectEmpty : strings.projectNoMatch;
      none.textContent = failed ? strings.projectGridFailed : empty ? nothing : "";
      none.hidden = !failed && !empty;
      again.hidden = !failed;
    },
  );
  again.addEventListener("click", () => projecting.loadPartAgain());
  page.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  new ResizeObserver(() => draw()).observe(page);
}

/**
 * @param {"person" | "comment"} kind
 * @param {string} text
 * @param {string} meaning
 */
function note(kind, text, meaning) {
  return html(
    "span",
    {
      class: "project-picture-note",
      "data-note": kind,
      "data-testid": `note-${kind}`,
      title: meaning,
    },
    icon(kind),
    html("span", { "aria-hidden": "true" }, text),
    html("span", { class: "visually-hidden" }, meaning),
  );
}

/**
 * Why a picture has its place in the order of the queue.
 *
 * @param {string} text a word
 * @param {string} meaning
 */
function word(text, meaning) {
  return html(
    "span",
    {
      class: "project-picture-note",
      "data-note": "why",
      "data-testid": "note-why",
      title: meaning,
    },
    html("span", {}, text),
  );
}
