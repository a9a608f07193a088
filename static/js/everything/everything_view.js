/**
 * The panel of segment everything: its switch, the job's progress, what was found, the filters, and
 * files.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { FoundMask } from "./found.js"
 * @import { FormatName } from "../formats/formats.js"
 * @import { Preset } from "../server/api.js"
 * @import { Size } from "../stage/geometry.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { choosePreset, filterEverything, switchEverything } from "./everything_transitions.js";
import { coverage } from "./found.js";
import { survivors } from "./survivors.js";

/** @param {{ store: Store, actions: Actions, strings: Strings, now: () => number }} parts */
export function mountEverything(parts) {
  mountSwitch(parts);
  mountJob(parts);
  mountFigures(parts);
  mountFilters(parts);
  mountFiles(parts);
}

/** @param {{ store: Store }} parts */
function mountSwitch({ store }) {
  const all = find("[data-testid=mode-everything]", HTMLButtonElement);
  all.addEventListener("click", () => {
    const on = activeImage(store.state)?.session.everything.on ?? false;
    store.apply(switchEverything, !on);
  });
  store.watch(
    (state) => {
      const image = activeImage(state);
      return [
        image?.session.everything.on ?? false,
        image === null,
        image?.runtime.search.status ?? "idle",
      ];
    },
    (on, empty, status) => {
      all.setAttribute("aria-pressed", String(on));
      all.disabled = empty;
      document.body.dataset.everything = on ? status : "off";
    },
  );
}

/** @param {{ store: Store, actions: Actions, strings: Strings, now: () => number }} parts */
function mountJob({ store, actions, strings, now }) {
  const bar = find("#everything-bar", HTMLProgressElement);
  const line = find("#everything-progress", HTMLElement);
  const cancel = find("#everything-cancel", HTMLButtonElement);
  const again = find("#everything-again", HTMLButtonElement);
  const preset = find("#everything-preset", HTMLSelectElement);
  cancel.addEventListener("click", () => actions.cancelEverything());
  again.addEventListener("click", () => actions.restartEverything());
  preset.addEventListener("change", () =>
    store.apply(choosePreset, /** @type {Preset} */ (preset.value)),
  );
  store.watch(
    (state) => {
      const { session, runtime } = activeImage(state) ?? {};
      return [session?.everything.preset, runtime?.search, runtime?.step, state.language];
    },
    (chosen, search, step) => {
      if (chosen === undefined || search === undefined) return;
      const { status, done, total, since, milliseconds } = search;
      preset.value = chosen;
      const running = status === "running";
      bar.hidden = !running;
      if (total > 0) bar.value = done / total;
      else bar.removeAttribute("value");
      cancel.hidden = !running;
      again.hidden = status !== "stopped" && status !== "failed";
      const left = done > 0 ? ((now() - since) / done) * (total - done) : null;
      line.textContent =
        step !== "ready"
          ? strings.everythingWaits
          : running
            ? strings.everythingRuns(left)
            : strings.everythingEnded(status, milliseconds ?? 0);
    },
  );
}

/** @param {{ store: Store, strings: Strings }} parts */
function mountFigures({ store, strings }) {
  const count = find("[data-testid=everything-count]", HTMLElement);
  const share = find("[data-testid=everything-coverage]", HTMLElement);
  const hovered = find("#everything-hovered", HTMLElement);
  store.watch(
    (state) => {
      const image = activeImage(state);
      const masks = image?.session.everything.on ? survivors(image) : null;
      return [masks, image?.runtime.search.status, state.language];
    },
    (masks, status) => {
      const image = activeImage(store.state);
      if (masks === null || image === null) return;
      const covered = coverage(masks, image.document.picture);
      count.dataset.value = String(masks.length);
      count.textContent = strings.maskCount(masks.length);
      share.dataset.value = String(covered);
      share.textContent = masks.length > 0 ? strings.percent(covered) : strings.none;
      find("#everything-nothing", HTMLElement).hidden = status !== "done" || masks.length > 0;
    },
  );
  store.watch(
    (state) => {
      const image = activeImage(state);
      return [image?.runtime.search.hovered ?? null, image && survivors(image), state.language];
    },
    (id, masks) => {
      const mask = masks?.find((mask) => mask.id === id);
      const image = activeImage(store.state);
      hovered.textContent =
        mask && image
          ? strings.everythingMask(factsOf(mask, image.document.picture))
          : strings.everythingHint;
    },
  );
}

/**
 * @param {FoundMask} mask
 * @param {Size} picture
 */
function factsOf({ record }, { width, height }) {
  return {
    fraction: record.area / (width * height),
    iou: record.predicted_iou,
    stability: record.stability_score,
  };
}

/** @param {{ store: Store, strings: Strings }} parts */
function mountFilters({ store, strings }) {
  const sliders = [
    slider("iou", (value) => strings.iou(value)),
    slider("stability", (value) => strings.iou(value)),
    slider("overlap", (value) => strings.iou(value)),
    slider("minArea", (value) => strings.pixels(value)),
  ];
  for (const { name, input } of sliders) {
    input.addEventListener("input", () =>
      store.apply(filterEverything, { [name]: Number(input.value) }),
    );
  }
  store.watch(
    (state) => [activeImage(state)?.session.everything.filters, state.language],
    (filters) => {
      if (!filters) return;
      for (const { name, input, output, text } of sliders) {
        input.value = String(filters[name]);
        output.textContent = text(filters[name]);
        input.setAttribute("aria-valuetext", text(filters[name]));
      }
    },
  );
}

/**
 * @param {"iou" | "stability" | "overlap" | "minArea"} name
 * @param {(value: number) => string} text
 */
function slider(name, text) {
  const row = find(`[data-filter=${name}]`, HTMLElement);
  return {
    name,
    input: find("input", HTMLInputElement, row),
    output: find("output", HTMLOutputElement, row),
    text,
  };
}

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
function mountFiles({ store, actions, strings }) {
  const format = find("#everything-format", HTMLSelectElement);
  const button = find("#everything-download", HTMLButtonElement);
  const text = find("span", HTMLElement, button);
  const all = find("#everything-take", HTMLButtonElement);
  let writing = false;
  const show = () => {
    const image = activeImage(store.state);
    if (!image?.session.everything.on) return;
    const masks = survivors(image).length;
    text.textContent = writing ? strings.writingFile : strings.downloadMasks(masks);
    button.disabled = writing || masks === 0;
    all.disabled = masks === 0;
  };
  all.addEventListener("click", () => actions.pickAll());
  button.addEventListener("click", async () => {
    writing = true;
    show();
    await actions.downloadMasks(/** @type {FormatName} */ (format.value));
    writing = false;
    show();
  });
  store.watch((state) => {
    const image = activeImage(state);
    const on = image?.session.everything.on ?? false;
    const masks = image && on ? survivors(image) : null;
    return [on, masks, state.language];
  }, show);
}
