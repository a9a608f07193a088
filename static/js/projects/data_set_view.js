/**
 * A project as a data set: taken away as one ZIP of a kind that other programs read, and annotations of
 * such a one brought in.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { saveFile } from "../shell/save.js";

/** Kinds of data sets, those that most programs read first. */
const KINDS = /** @type {const} */ ([
  "coco",
  "coco_polygons",
  "yolo",
  "cvat",
  "labelme",
  "label_studio",
  "png",
  "sa1b",
  "json",
]);
/** Lines of a report that are shown. */
const SHOWN = 50;

/** @param {Parts & { askWho: () => void }} parts */
export function mountDataSet({ store, managing, strings, askWho }) {
  const title = html("h2", { class: "dialog-title", id: "data-title" });
  const kind = html("select", { class: "field", "data-testid": "data-kind" });
  const kindName = html("span", { class: "form-label" });
  const which = html("select", { class: "field", "data-testid": "data-state" });
  const whichName = html("span", { class: "form-label" });
  const files = html("input", { type: "checkbox", "data-testid": "data-pictures" });
  const filesName = html("span", {});
  const get = html("button", {
    type: "button",
    class: "button button-primary",
    "data-testid": "data-get",
  });
  const into = html("h3", { class: "form-title" });
  const about = html("p", { class: "projects-note" });
  const input = html("input", { type: "file", "data-testid": "data-input", hidden: "" });
  const bring = html("button", { type: "button", class: "button", "data-testid": "data-bring" });
  const said = html("p", { role: "status", "data-testid": "data-said" });
  const lines = html("ul", { class: "data-lines" });
  const close = html("button", { type: "button", class: "button" });
  const dialog = html(
    "dialog",
    { class: "dialog", "data-testid": "data-set", "aria-labelledby": "data-title" },
    title,
    html("label", { class: "data-choice" }, kindName, kind),
    html("label", { class: "data-choice" }, whichName, which),
    html("label", { class: "choice" }, files, filesName),
    html("p", {}, get),
    into,
    about,
    html("p", {}, bring, input),
    said,
    lines,
    html("div", { class: "dialog-actions" }, close),
  );
  document.body.append(dialog);

  const id = () => store.state.projects.open?.id ?? "";

  /** @param {string} text @param {readonly string[]} [odd] */
  const say = (text, odd = []) => {
    said.textContent = text;
    const more = odd.length > SHOWN ? [strings.dataMore(odd.length - SHOWN)] : [];
    lines.replaceChildren(
      ...[...odd.slice(0, SHOWN), ...more].map((each) => html("li", {}, strings.saidOfFile(each))),
    );
  };

  /** @param {boolean} busy */
  const wait = (busy) => {
    for (const each of [kind, which, files, get, bring]) each.disabled = busy;
    if (busy) say(strings.dataBusy);
  };

  store.watch(
    (state) => [state.language],
    () => {
      title.textContent = strings.dataTitle;
      kindName.textContent = strings.dataKind;
      const chosen = kind.value || KINDS[0];
      kind.replaceChildren(...KINDS.map((each) => new Option(strings.dataKinds[each], each)));
      kind.value = chosen;
      whichName.textContent = strings.dataWhich;
      const states = which.value || "accepted";
      which.replaceChildren(
        new Option(strings.dataAccepted, "accepted"),
        new Option(strings.dataAll, "all"),
      );
      which.value = states;
      filesName.textContent = strings.dataPictures;
      get.textContent = strings.dataGet;
      into.textContent = strings.dataInto;
      about.textContent = strings.dataAbout;
      bring.textContent = strings.dataBring;
      close.textContent = strings.dismiss;
    },
  );
  find("#project-data", HTMLButtonElement).addEventListener("click", () => {
    say("");
    dialog.showModal();
  });
  close.addEventListener("click", () => dialog.close());
  get.addEventListener("click", async () => {
    const name = store.state.projects.open?.name ?? "project";
    wait(true);
    const wanted = { kind: kind.value, state: which.value, pictures: files.checked };
    const file = await managing.readDataSet(id(), wanted);
    wait(false);
    say(file === null ? strings.dataFailed : strings.dataReady);
    if (file !== null) saveFile(file, `${name} ${kind.value}.zip`);
  });
  bring.addEventListener("click", () => {
    if (store.state.projects.person !== null) {
      input.click();
      return;
    }
    dialog.close();
    askWho();
  });
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file === undefined) return;
    wait(true);
    const report = await managing.bringIn(id(), file);
    wait(false);
    if (report === null) say(strings.dataFailed);
    else say(strings.dataBrought(report), report.lines);
  });
}
