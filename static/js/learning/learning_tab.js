/**
 * The tab of learning: what it is, a button for leads, and each round with what the gate says of its
 * decoders.
 *
 * @import { Round, RoundDecoder, Which } from "../server/learning_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { LEADS, obstacleTo } from "../projects/obstacle.js";
import { find, html } from "../shell/dom.js";
import { redraw } from "../shell/redrawing.js";
import { curveOf } from "./curve_view.js";
import { measuresTable } from "./measures_view.js";

/** @type {readonly Which[]} */
const BOTH = ["safe", "specialist"];

/** @param {Parts} parts */
export function mountLearningTab({ store, learning, strings }) {
  const panel = find("#tab-learning", HTMLElement);
  const about = html("p", { class: "learn-about" });
  const why = html("p", { class: "projects-note" });
  const begin = html("button", {
    type: "button",
    class: "button button-primary",
    "data-testid": "learn-begin",
  });
  const back = html("button", { type: "button", class: "button", "data-testid": "learn-back" });
  const now = html("p", { class: "learn-now", "data-testid": "learn-now", role: "status" });
  const list = html("div", { class: "learn-rounds", "data-testid": "learn-rounds" });
  panel.append(about, why, html("p", { class: "learn-tools" }, begin, back), now, list);

  const id = () => store.state.projects.open?.id ?? "";
  begin.addEventListener("click", () => learning.begin(id()));
  back.addEventListener("click", () => learning.choose(id(), { round_id: null }));

  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.tab, state.projects.person?.id],
    (project, tab) => {
      if (project !== undefined && tab === "learning") learning.follow(project);
    },
  );
  store.watch(
    (state) => [
      state.projects.person,
      state.projects.open?.project ?? null,
      state.projects.open?.facts.rounds ?? null,
      state.language,
    ],
    (person, project, rounds) => {
      const obstacle = obstacleTo(strings, person, project, LEADS);
      const busy = rounds?.some(isBusy) ?? false;
      about.textContent = strings.learnAbout;
      why.textContent = obstacle;
      why.hidden = obstacle === "";
      begin.textContent = strings.learnBegin;
      begin.hidden = back.hidden = obstacle !== "";
      begin.disabled = busy || rounds === null;
      back.textContent = strings.learnBack;
      back.hidden ||= (project?.decoder ?? null) === null;
      now.textContent = project?.decoder ? strings.learnOwn(project.decoder.slice(0, 12)) : "";
      now.hidden = now.textContent === "";
      const may = obstacle === "";
      const own = project?.decoder ?? null;
      redraw(list, () =>
        list.replaceChildren(...(rounds ?? []).map((round) => drawn(round, own, may))),
      );
    },
  );

  /** What is shown of a round stays, with what is open in it, while it says the same. */
  /** @type {Map<string, { said: string, shown: HTMLElement }>} */
  const known = new Map();

  /** @type {typeof article} */
  function drawn(round, own, may) {
    const said = JSON.stringify([round, own, may, store.state.language]);
    const before = known.get(round.id);
    if (before?.said === said) return before.shown;
    const shown = article(round, own, may);
    known.set(round.id, { said, shown });
    return shown;
  }

  /**
   * @param {Round} round
   * @param {string | null} own the project's decoder
   * @param {boolean} may whether who works here switches and cancels
   */
  function article(round, own, may) {
    const { state, progress, problem, notes } = round;
    const title = html("h3", { class: "form-title" }, strings.learnRound(round.made));
    const said = html(
      "p",
      { class: "learn-state", "data-state": state },
      strings.learnStates[state],
    );
    const made = html(
      "article",
      { class: "learn-round", "data-testid": "learn-round" },
      title,
      said,
    );
    if (isBusy(round)) made.append(...running(round, may));
    if (problem !== null) made.append(html("p", { class: "learn-problem" }, problem));
    for (const which of BOTH) {
      const decoder = round[which];
      if (decoder !== null) made.append(verdict(round, which, decoder, own, may));
    }
    if (progress !== null && progress.curve.length > 1)
      made.append(curveOf(progress.curve, strings));
    if (notes.length > 0)
      made.append(folded(strings.learnNotes(notes.length), () => leftOut(notes)));
    if (state === "done") made.append(changed(round));
    return made;
  }

  /** @param {Round} round @param {boolean} may */
  function running({ id: round, progress, cancelling }, may) {
    const total = progress?.total ?? 1;
    const bar = html("progress", { max: String(total), "aria-label": strings.learnProgress });
    if (progress !== null) bar.value = progress.done;
    const text = progress === null ? strings.learnSoon : strings.learnAt(progress);
    const parts = [html("p", { class: "learn-progress" }, bar, html("span", {}, text))];
    if (!may) return parts;
    const cancel = html("button", { type: "button", class: "button" }, strings.learnCancel);
    cancel.dataset.testid = "learn-cancel";
    cancel.disabled = cancelling;
    cancel.addEventListener("click", () => learning.cancel(id(), round));
    return [...parts, html("p", {}, cancel)];
  }

  /**
   * @param {Round} round
   * @param {Which} which
   * @param {RoundDecoder} decoder
   * @param {string | null} own
   * @param {boolean} may
   */
  function verdict(round, which, decoder, own, may) {
    const { kind, reasons, decoder_fingerprint: fingerprint } = decoder;
    const title = html("h4", { class: "learn-which" }, strings.learnWhich[which]);
    const said = html("p", { class: "learn-verdict", "data-kind": kind }, strings.learnKinds[kind]);
    const section = html("section", { class: "learn-decoder", "data-testid": which }, title, said);
    if (reasons.length > 0)
      section.append(
        html("ul", {}, ...reasons.map((reason) => html("li", {}, strings.saidOfDecoder(reason)))),
      );
    section.append(measuresTable(decoder, strings));
    if (fingerprint === null || fingerprint === undefined) return section;
    if (fingerprint === own) section.append(html("p", { class: "learn-on" }, strings.learnOn));
    else if (may) {
      const use = html("button", { type: "button", class: "button" }, strings.learnUse);
      use.dataset.testid = `learn-use-${which}`;
      use.addEventListener("click", () => learning.choose(id(), { round_id: round.id, which }));
      section.append(html("p", {}, use));
    }
    return section;
  }

  /** @param {Round} round whose masks are fetched when they are asked for */
  function changed({ id: round }) {
    return folded(strings.learnChanged, async () => {
      const masks = await learning.changedMasks(id(), round);
      const note = html("p", { class: "projects-note" }, strings.learnChangedNote(masks.length));
      const pictures = masks.map((src, i) =>
        html("img", { src, alt: strings.learnChangedAlt(i + 1), loading: "lazy" }),
      );
      return [note, html("div", { class: "learn-masks" }, ...pictures)];
    });
  }

  /** @param {readonly string[]} notes */
  const leftOut = (notes) => [html("ul", {}, ...notes.map((note) => html("li", {}, note)))];
}

/** @param {Round} round */
const isBusy = ({ state }) => state === "waiting" || state === "running";

/**
 * @param {string} title
 * @param {() => readonly Node[] | Promise<readonly Node[]>} fill called when it is opened first
 */
function folded(title, fill) {
  const details = html("details", { class: "learn-folded" }, html("summary", {}, title));
  details.addEventListener("toggle", async () => details.append(...(await fill())), { once: true });
  return details;
}
