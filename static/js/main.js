/**
 * The composition root: makes the parts and connects them.
 */

import { mountCommentViews } from "./comments/mount_comments.js";
import { mountEverythingViews } from "./everything/mount_everything.js";
import { mountObjectViews } from "./objects/mount_objects.js";
import { mountPictureViews } from "./pictures/mount_pictures.js";
import { mountProjectViews } from "./projects/mount_projects.js";
import { mountRoute } from "./projects/route.js";
import { mountPromptViews } from "./prompting/mount_prompting.js";
import { createServices } from "./services.js";
import { mountComeback } from "./session/comeback.js";
import { mountLeaving } from "./session/leaving.js";
import { mountCompanions, mountSurroundings } from "./shell/mount_shell.js";
import { keptOptions } from "./shell/options.js";
import { Store } from "./shell/store.js";
import { stringsIn } from "./shell/strings/strings.js";
import { mountStageViews } from "./stage/mount_stage.js";

const store = new Store();
const strings = stringsIn(() => store.state.language);
const now = () => performance.now();
const date = () => new Date().toISOString();
const kept = keptOptions();
const services = await createServices({ store, strings, now, date, kept });

const parts = { store, strings, now, date, kept, ...services };
for (const mount of [
  mountSurroundings,
  mountPictureViews,
  mountStageViews,
  mountPromptViews,
  mountEverythingViews,
  mountObjectViews,
  mountProjectViews,
  mountCommentViews,
  mountCompanions,
  mountLeaving,
]) {
  mount(parts);
}

const restored = services.restore();
mountComeback({ ...parts, restored });
mountRoute({ ...parts, restored });
