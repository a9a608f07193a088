/**
 * Projects on the page, where the server keeps any.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountLearningTab } from "../learning/learning_tab.js";
import { mountPrefill } from "../prefill/prefill_view.js";
import { mountClaim } from "./claim_view.js";
import { mountDataSet } from "./data_set_view.js";
import { mountGoldTab } from "./gold_tab.js";
import { mountGrid } from "./grid_view.js";
import { mountGuideline } from "./guideline_view.js";
import { mountLabelsTab } from "./labels_tab.js";
import { mountLock } from "./lock_view.js";
import { mountMoving } from "./moving_view.js";
import { mountPeopleTab } from "./people_tab.js";
import { mountPerson } from "./person_view.js";
import { mountProjectClasses } from "./project_classes.js";
import { mountProjectList } from "./project_list_view.js";
import { mountProject } from "./project_view.js";
import { rememberedWorker } from "./projecting.js";
import { actAs, expectProjects } from "./projects_transitions.js";
import { mountRemoving } from "./removing_view.js";
import { mountReviewEntry } from "./review_entry.js";
import { mountSending } from "./sending_view.js";
import { mountSettingsTab } from "./settings_tab.js";
import { mountTabs } from "./tabs_view.js";
import { mountTimeTab } from "./time_tab.js";
import { mountTimekeeping } from "./time_view.js";
import { mountWorkBar } from "./work_bar.js";
import { mountWorkMenu } from "./work_menu.js";

/** @param {Parts} parts */
export function mountProjectViews(parts) {
  const { store, kept } = parts;
  store.apply(actAs, rememberedWorker(kept));
  if (document.body.dataset.projects === "kept") store.apply(expectProjects);
  const askWho = mountPerson(parts);
  mountProjectList({ ...parts, askWho });
  mountProject({ ...parts, askWho });
  mountReviewEntry(parts);
  mountDataSet({ ...parts, askWho });
  mountTabs(parts);
  mountGrid({ ...parts, askWho });
  mountLabelsTab(parts);
  mountPeopleTab(parts);
  mountTimeTab(parts);
  mountGoldTab(parts);
  mountMoving({ ...parts, askWho });
  mountPrefill(parts);
  mountLearningTab(parts);
  const asking = mountRemoving(parts);
  mountSettingsTab({ ...parts, asking });
  mountSending(parts);
  mountTimekeeping(parts);
  mountProjectClasses(parts);
  mountWorkBar(parts);
  mountLock(parts);
  mountWorkMenu({ ...parts, asking });
  mountGuideline(parts);
  mountClaim(parts);
}
