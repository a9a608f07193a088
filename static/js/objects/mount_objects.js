/**
 * Objects on the page: their classes, their list, and the files that they leave and come back in.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountClassBar } from "../classes/class_bar.js";
import { mountClassEditor } from "../classes/class_editor.js";
import { mountClassPicker } from "../classes/class_picker.js";
import { mountKeptClasses } from "../classes/kept_classes.js";
import { mountSimilar } from "../similar/similar_view.js";
import { mountWords } from "../similar/words_view.js";
import { mountExporting } from "./exporting_view.js";
import { mountObjectList } from "./object_list.js";
import { mountSelectionBar } from "./selection_bar.js";

/** @param {Parts} parts */
export function mountObjectViews(parts) {
  mountKeptClasses(parts);
  mountClassBar(parts);
  mountClassEditor(parts);
  const askClass = mountClassPicker(parts);
  mountObjectList({ ...parts, askClass });
  mountSelectionBar({ ...parts, askClass });
  mountSimilar(parts);
  mountWords(parts);
  mountExporting(parts);
}
