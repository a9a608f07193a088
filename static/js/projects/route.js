/**
 * The address of a project's page, `#project/ID`, or of a tab of it, `#project/ID/labels`: for the
 * browser's way back, a reload and a link.
 *
 * @import { Store } from "../shell/store.js"
 * @import { Tab } from "./tabs.js"
 */

import { closeHome } from "../shell/page_transitions.js";
import { closeProject, openProject } from "./projects_transitions.js";
import { isTab } from "./tabs.js";
import { workOnStage } from "./working_transitions.js";

const ADDRESS = /^#project\/([\w-]{1,64})(?:\/([a-z]+))?$/;

/**
 * @param {string} hash of an address
 * @returns {{ id: string, tab: Tab } | null} null for no project's
 */
export function routeOf(hash) {
  const [, id, tab = ""] = ADDRESS.exec(hash) ?? [];
  if (id === undefined) return null;
  return { id, tab: isTab(tab) ? tab : "pictures" };
}

/**
 * @param {string} id of a project
 * @param {Tab} tab
 * @returns {string} what {@link routeOf} reads
 */
export const hashOf = (id, tab) =>
  tab === "pictures" ? `#project/${id}` : `#project/${id}/${tab}`;

/**
 * @param {{ store: Store, restored: Promise<void> }} parts restored settles when the pictures that
 *   were open are back
 */
export async function mountRoute({ store, restored }) {
  if (!store.state.projects.kept) return;
  const follow = () => {
    const route = routeOf(location.hash);
    if (route === null) store.apply(closeProject);
    else store.apply(openProject, route.id, route.tab);
  };
  await restored;
  follow();
  // A picture of the project that was on the stage is there again.
  const here = workOnStage(store.state);
  if (here !== null && here.project === store.state.projects.open?.id) store.apply(closeHome);
  window.addEventListener("popstate", follow);
  store.watch(
    (state) => [state.projects.open?.id ?? null, state.projects.open?.tab ?? "pictures"],
    (id, tab) => {
      const address = id === null ? "" : hashOf(id, tab);
      if (location.hash === address) return;
      history.pushState(null, "", address || location.pathname + location.search);
    },
  );
}
