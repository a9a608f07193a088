/**
 * The claim in the work bar, and what it opens: the project's labels, of each whether every object of it
 * is marked.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { claimOf } from "./claiming.js";
import { workOnStage } from "./working_transitions.js";

/** @param {Parts} parts */
export function mountClaim({ store, claiming, working, strings }) {
  const button = find("#work-claim", HTMLButtonElement);
  const text = find("#work-claim-text", HTMLElement);
  const list = find("#claim-list", HTMLElement);
  const note = find("#claim-note", HTMLElement);
  /** Names of the project's labels. @type {readonly string[]} */
  let labels = [];

  const say = () => {
    const claimed = claiming.claimed().filter((each) => labels.includes(each));
    const all = claimed.length === labels.length;
    button.hidden = labels.length === 0 || workOnStage(store.state) === null;
    button.dataset.claimed = String(claimed.length > 0);
    text.textContent =
      claimed.length === 0 ? strings.claimNone : strings.claimSome(all ? [] : claimed);
    note.textContent = strings.claimNotes[claimOf(store.state) ?? "fixed"];
  };

  const fill = () => {
    const claimed = new Set(claiming.claimed());
    const fixed = claimOf(store.state) === "fixed";
    list.replaceChildren(
      ...labels.map((name) => {
        const box = html("input", { type: "checkbox", "data-label": name });
        box.checked = claimed.has(name);
        box.disabled = fixed;
        box.addEventListener("change", async () => {
          const boxes = [...list.querySelectorAll("input")];
          const ticked = boxes.filter(({ checked }) => checked);
          await claiming.claim(ticked.map(({ dataset }) => dataset.label ?? ""));
        });
        return html("label", { class: "choice" }, box, html("span", {}, name));
      }),
    );
  };

  claiming.hear(say);
  find("#claim", HTMLElement).addEventListener("beforetoggle", fill);
  store.watch(
    (state) => [workOnStage(state)?.project ?? null],
    async (project) => {
      const described = project === null ? null : await working.describe(project).catch(() => null);
      if ((workOnStage(store.state)?.project ?? null) !== project) return;
      labels = (described?.labels ?? []).map(({ name }) => name);
      say();
    },
  );
  store.watch((state) => {
    const { picture = null } = workOnStage(state)?.work ?? {};
    return [picture?.state, picture?.exhaustive, state.projects.person, state.language];
  }, say);
}
