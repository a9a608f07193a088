/**
 * Notices: what went wrong, in a sentence, with a way on.
 *
 * @import { Actions } from "./actions.js"
 * @import { Notice } from "./state.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { find, html, icon } from "./dom.js";
import { dismiss, notify, openHome } from "./page_transitions.js";

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountToasts({ store, actions, strings }) {
  const list = find("#toasts", HTMLElement);
  /** @type {Map<Notice, HTMLElement>} */
  let shown = new Map();
  store.watch(
    (state) => [state.notices],
    (notices) => {
      const next = new Map(notices.map((notice) => [notice, shown.get(notice) ?? toast(notice)]));
      for (const [notice, element] of shown) if (!next.has(notice)) element.remove();
      for (const [notice, element] of next) if (!shown.has(notice)) list.append(element);
      shown = next;
    },
  );

  store.watch(
    (state) => [state.model.plain],
    (plain) => {
      if (plain) store.apply(notify, { kind: "info", message: strings.fellBack });
    },
  );

  /** @param {Notice} notice */
  function toast(notice) {
    const buttons = html("div", { class: "toast-actions" });
    if (notice.retry) {
      const text = notice.retry.type === "reopen" ? strings.undo : strings.retry;
      const retry = html("button", { type: "button", class: "button" }, text);
      retry.dataset.testid = "toast-retry";
      retry.addEventListener("click", () => actions.retry(notice));
      buttons.append(retry);
    }
    if (notice.openAnother) {
      const open = html("button", { type: "button", class: "button" }, strings.openOther);
      open.dataset.testid = "toast-open";
      open.addEventListener("click", () => {
        store.apply(dismiss, notice.id);
        store.apply(openHome);
      });
      buttons.append(open);
    }
    const close = html(
      "button",
      {
        type: "button",
        class: "button button-icon button-quiet",
        "aria-label": strings.dismiss,
        "data-testid": "toast-dismiss",
      },
      icon("close"),
    );
    close.addEventListener("click", () => store.apply(dismiss, notice.id));
    return html(
      "div",
      {
        class: "toast",
        role: "alert",
        "data-testid": "toast",
        "data-kind": notice.kind,
      },
      icon("alert"),
      html(
        "div",
        { class: "toast-body" },
        html("p", { "data-testid": "toast-message" }, notice.message),
        buttons,
      ),
      close,
    );
  }
}
