/**
 * The address of a project's page, `#project/ID`: for the browser's way back, a reload and a link.
 *
 * @import { Store } from "../shell/store.js"
 */

import { closeHome } from "../shell/page_transitions.js";
import { closeProject, openProject } from "./projects_transitions.js";
import { workOnStage } from "./working_transitions.js";

const ADDRESS = /^#project\/([\w-]{1,64})$/;

/**
 * @param {{ store: Store, restored: Promise<void> }} parts restored settles when the pictures that
 *   were open are back
 */
export async function mountRoute({ store, restored }) {
  if (!store.state.projects.kept) return;
  const follow = () => {
    const id = ADDRESS.exec(location.hash)?.[1];
    if (id === undefined) store.apply(closeProject);
    else store.apply(openProject, id);
  };
  await restored;
  follow();
  // A picture of the project that was on the stage is there again.
  const here = workOnStage(store.state);
  if (here !== null && here.project === store.state.projects.open?.id) store.apply(closeHome);
  window.addEventListener("popstate", follow);
  store.watch(
    (state) => [state.projects.open?.id ?? null],
    (id) => {
      const address = id === null ? "" : `#project/${id}`;
      if (location.hash === address) return;
      history.pushState(null, "", address || location.pathname + location.search);
    },
  );
}
