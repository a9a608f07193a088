/**
 * The status corner: which model, where its halves run, how long things took, how many threads and
 * why not more, how the self-test ended, and what reading did to the picture.
 *
 * @import { Actions } from "./actions.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { find, html } from "./dom.js";
import { activeImage } from "./state.js";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountDetails({ store, actions, strings }) {
  const model = value("model-kind");
  const encoder = value("encoder-place");
  const threads = value("threads");
  const selfTest = value("self-test");
  store.watch(
    (state) => [state.model, state.language],
    ({ status, info, threads: count, why, selfTest: test }) => {
      const unavailable = status === "loading" ? strings.modelLoading : strings.modelFailed;
      model(
        info?.kind ?? "",
        info && status === "ready" ? strings.modelKind(info.kind) : unavailable,
      );
      encoder(info?.device ?? "", info ? strings.encoderPlace(info) : strings.none);
      threads(
        count,
        count === null ? strings.none : strings.threadCount(count),
        why ? strings.threadsLimit(why) : "",
      );
      const verdict = {
        waiting: strings.selfTestWaiting,
        passed: strings.selfTestPassed(test.milliseconds ?? 0),
        failed: strings.selfTestFailed,
      };
      selfTest(test.status, verdict[test.status], test.fault ?? "");
    },
  );

  const encode = value("encode-time");
  const decode = value("decode-time");
  store.watch(
    (state) => {
      const image = activeImage(state);
      const decodeTime = image?.runtime.answer?.milliseconds ?? null;
      return [image?.runtime.encodeMilliseconds ?? null, decodeTime, state.language];
    },
    (encodeTime, decodeTime) => {
      encode(encodeTime, encodeTime === null ? strings.none : strings.seconds(encodeTime));
      decode(decodeTime, decodeTime === null ? strings.none : strings.milliseconds(decodeTime));
    },
  );

  const notes = find("#notes", HTMLElement);
  const list = find("[data-testid=notes]", HTMLUListElement);
  const channel = html("button", {
    type: "button",
    class: "button button-small",
    "data-testid": "first-channel",
  });
  channel.addEventListener("click", () => {
    const image = activeImage(store.state);
    if (image !== null) actions.openChannel(image);
  });
  notes.append(channel);
  store.watch(
    (state) => {
      const runtime = activeImage(state)?.runtime;
      return [runtime?.notes, runtime?.channel ?? null, state.language];
    },
    (sentences = [], address = null) => {
      notes.hidden = sentences.length === 0;
      list.replaceChildren(
        ...sentences.map((sentence) => html("li", {}, strings.saidOfPicture(sentence))),
      );
      channel.textContent = strings.firstChannel;
      channel.hidden = address === null;
    },
  );
}

/**
 * @param {string} name of the read-out
 * @returns {(value: string | number | null, text: string, note?: string) => void} fills it
 */
function value(name) {
  const element = find(`[data-testid=${name}]`, HTMLElement);
  return (value, text, note = "") => {
    element.dataset.value = String(value ?? "");
    element.textContent = text;
    if (note === "") return;
    const small = document.createElement("small");
    small.textContent = note;
    element.append(small);
  };
}
