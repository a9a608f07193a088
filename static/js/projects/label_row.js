/**
 * A label of a project as a row: as what it is to those who may not change it.
 *
 * @import { Label, LabelChange } from "../server/project_tabs_api.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Acts
 * @property {(change: Partial<LabelChange>) => Promise<boolean>} change
 * @property {() => void} merge
 * @property {() => void} remove
 */

import { html, icon } from "../shell/dom.js";

/**
 * @param {object} about
 * @param {Label} about.label
 * @param {readonly Label[]} about.labels all of the project
 * @param {number | null} about.count of its objects; null until it is known
 * @param {boolean} about.may whether it may be changed
 * @param {Strings} about.strings
 * @param {Acts} about.act
 */
export function labelRow({ label, labels, count, may, strings, act }) {
  const { id, name, colour, key } = label;
  const counted = html("span", { class: "label-count" });
  counted.textContent = count === null ? "" : strings.objectCount(count);
  const row = html("li", { class: "label-row", "data-testid": "label-row", "data-label": id });
  if (!may) {
    const swatch = html("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--swatch", colour);
    const named = html("span", { class: "label-name" }, name);
    row.append(swatch, named, html("span", { class: "label-key" }, key ?? ""), counted);
    return row;
  }

  const handle = html(
    "button",
    {
      type: "button",
      class: "bar-button label-handle",
      "data-part": `${id}-move`,
      "data-testid": "label-move",
      "aria-label": strings.labelMove(name),
      title: strings.labelMove(name),
    },
    icon("group"),
  );
  const tint = html("input", {
    type: "color",
    class: "label-colour",
    "data-part": `${id}-colour`,
    "data-testid": "label-colour",
    "aria-label": strings.labelColour(name),
    title: strings.labelColour(name),
    value: colour,
  });
  tint.addEventListener("change", () => act.change({ colour: tint.value }));

  const field = html("input", {
    type: "text",
    class: "field",
    maxlength: "100",
    "data-part": `${id}-name`,
    "data-testid": "label-name",
    "aria-label": strings.labelName(name),
    value: name,
  });
  field.addEventListener("change", async () => {
    const renamed = field.value.trim();
    if (renamed === "" || renamed === name) field.value = name;
    else if (!(await act.change({ name: renamed }))) field.value = name;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") field.value = name;
  });

  const keys = html("select", {
    class: "field",
    "data-part": `${id}-key`,
    "data-testid": "label-key",
    "aria-label": strings.labelKey(name),
    title: strings.labelKey(name),
  });
  keys.append(new Option(strings.none, "", false, key === null));
  for (const digit of "123456789") {
    const other = labels.find((each) => each.key === digit && each.id !== id);
    const text = other === undefined ? digit : strings.labelKeyOf(digit, other.name);
    const option = new Option(text, digit, false, key === digit);
    option.disabled = other !== undefined;
    keys.append(option);
  }
  keys.addEventListener("change", () => act.change({ key: keys.value }));

  const merge = html("button", {
    type: "button",
    class: "button button-small",
    "data-part": `${id}-merge`,
    "data-testid": "label-merge",
    "aria-label": strings.labelMergeOf(name),
  });
  merge.textContent = strings.labelMerge;
  merge.disabled = labels.length < 2;
  merge.addEventListener("click", act.merge);

  const used = count !== null && count > 0;
  const remove = html(
    "button",
    {
      type: "button",
      class: "bar-button",
      "data-part": `${id}-remove`,
      "data-testid": "label-remove",
      "aria-label": used ? strings.labelUsed(name) : strings.labelRemove(name),
      title: used ? strings.labelUsed(name) : strings.labelRemove(name),
    },
    icon("close"),
  );
  remove.disabled = count !== 0;
  remove.addEventListener("click", act.remove);
  row.append(handle, tint, field, keys, counted, merge, remove);
  return row;
}
