/**
 * Comments of the picture on the stage, where it is in a project.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountCommentList } from "./comment_list_view.js";
import { mountComposer } from "./composer.js";
import { mountPins } from "./pins_view.js";

/** @param {Parts} parts */
export function mountCommentViews(parts) {
  mountPins(parts);
  mountCommentList(parts);
  mountComposer(parts);
}
