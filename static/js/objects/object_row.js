/**
 * A row of the list of objects, and the line before a group of them.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Handlers
 * @property {(id: string, event: MouseEvent) => void} select
 * @property {(id: string, on: boolean) => void} check
 * @property {(id: string, beside: HTMLElement) => void} askClass
 * @property {(id: string, name: string) => void} name
 * @property {(ids: readonly string[], hidden: boolean) => void} hide
 * @property {(id: string) => void} refine
 * @property {(id: string | null) => void} point
 *
 * @typedef {{ colour: string, hidden: boolean, selected: boolean, editing: boolean, pointed: boolean }} Look
 */

import { html, icon } from "../shell/dom.js";
import { CROP, drawCrop } from "./crops.js";
import { shapeOf } from "./objects.js";

/**
 * @param {string} id
 * @param {Strings} strings
 * @param {Handlers} handlers
 */
export function createRow(id, strings, handlers) {
  const check = html("input", { type: "checkbox", class: "object-check" });
  const size = String(CROP);
  const crop = html("canvas", {
    class: "object-crop",
    width: size,
    height: size,
    "aria-hidden": "true",
  });
  const label = html("button", {
    type: "button",
    class: "object-label",
    "data-testid": "object-label",
  });
  const name = html("span", { class: "object-name", "data-testid": "object-name" });
  const eye = html("button", { type: "button", class: "object-eye", "data-testid": "object-eye" });
  const element = html(
    "li",
    { class: "object", "data-testid": "object", "data-id": id },
    check,
    crop,
    label,
    name,
    eye,
  );
  /** What the crop shows. @type {{ record: Annotation, bitmap: ImageBitmap | null } | null} */
  let drawn = null;
  let title = "";

  check.addEventListener("change", () => handlers.check(id, check.checked));
  label.addEventListener("click", () => handlers.askClass(id, label));
  eye.addEventListener("click", () =>
    handlers.hide([id], eye.getAttribute("aria-pressed") !== "true"),
  );
  element.addEventListener("click", (event) => {
    const { target } = event;
    if (target instanceof Element && target.closest("button, input")) return;
    handlers.select(id, event);
  });
  element.addEventListener("dblclick", ({ target }) => {
    if (target === name) rename();
    else if (target === element || target === crop) handlers.refine(id);
  });
  element.addEventListener("pointerenter", () => handlers.point(id));
  element.addEventListener("pointerleave", () => handlers.point(null));

  const rename = () => {
    const field = html("input", {
      type: "text",
      class: "object-name object-name-field",
      autocomplete: "off",
      "aria-label": strings.nameOf(title),
      "data-testid": "object-name-field",
    });
    field.value = name.dataset.name ?? "";
    name.replaceWith(field);
    field.focus();
    field.select();
    let ended = false;
    /** @param {boolean} keep */
    const end = (keep) => {
      // Taking the field away takes the keyboard from it, which ends it too.
      if (ended) return;
      ended = true;
      field.replaceWith(name);
      if (keep) handlers.name(id, field.value.trim());
    };
    field.addEventListener("blur", () => end(true));
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    });
  };

  return {
    element,
    rename,
    /**
     * @param {Annotation} record
     * @param {OpenImage} image
     * @param {Look} look
     */
    show(record, image, { colour, hidden, selected, editing, pointed }) {
      const { width, height } = image.document.picture;
      title = record.name || strings.unnamed;
      element.style.setProperty("--swatch", colour);
      const { dataset } = element;
      dataset.editing = String(editing);
      dataset.hidden = String(hidden);
      dataset.selected = String(selected);
      dataset.pointed = String(pointed);
      const share = strings.percent(shapeOf(record).record.area / (width * height));
      const iou = record.predicted_iou === null ? "" : `, IoU ${strings.iou(record.predicted_iou)}`;
      element.title = `${title}, ${share}${iou}`;
      check.checked = selected;
      check.setAttribute("aria-label", strings.selectObject(title));
      label.textContent = record.label || strings.classNone;
      label.dataset.none = String(record.label === "");
      label.setAttribute("aria-label", strings.classOf(title, record.label || strings.classNone));
      name.textContent = title;
      name.dataset.name = record.name;
      eye.setAttribute("aria-label", strings.hideObject(title));
      if (eye.getAttribute("aria-pressed") !== String(hidden)) {
        eye.setAttribute("aria-pressed", String(hidden));
        eye.replaceChildren(icon(hidden ? "eye-off" : "eye"));
      }
      const { bitmap } = image.runtime;
      const same = drawn?.bitmap === bitmap && drawn?.record.segmentation === record.segmentation;
      if (!same) drawCrop(crop, image, record);
      drawn = { record, bitmap };
    },
  };
}

/** @param {Strings} strings @param {Handlers} handlers */
export function createGroupLine(strings, handlers) {
  /** @type {readonly string[]} */
  let members = [];
  const text = html("span", { class: "object-group-name" });
  const count = html("span", { class: "object-group-count" });
  const eye = html("button", { type: "button", class: "object-eye" });
  const element = html(
    "li",
    { class: "object-group", "data-testid": "object-group" },
    text,
    count,
    eye,
  );
  eye.addEventListener("click", () =>
    handlers.hide(members, eye.getAttribute("aria-pressed") !== "true"),
  );
  return {
    element,
    /**
     * @param {string} label
     * @param {readonly string[]} ids
     * @param {ReadonlySet<string>} hidden
     * @param {string} colour
     */
    show(label, ids, hidden, colour) {
      members = ids;
      const away = ids.every((id) => hidden.has(id));
      const title = label || strings.classNone;
      element.style.setProperty("--swatch", colour);
      text.textContent = title;
      count.textContent = strings.maskCount(ids.length);
      eye.setAttribute("aria-label", strings.hideObject(title));
      eye.setAttribute("aria-pressed", String(away));
      eye.replaceChildren(icon(away ? "eye-off" : "eye"));
    },
  };
}
