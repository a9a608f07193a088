/**
 * Notices: what went wrong, in a sentence, with a way on.
 *
 * @import { Actions } from "./actions.js"
 * @import { Notice } from "./state.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { find, html, icon } from "./dom.js";
import { showDetails } from "./notice_details.js";
import { dismiss, notify, openHome } from "./page_transitions.js";

/** Notices on the screen; the others are behind a button. */
const MOST = 3;
/** Milliseconds that a notice stays which needs no answer. */
const STAYS = 5000;

/** @param {{ store: Store, actions: Actions, strings: Strings }} parts */
export function mountToasts({ store, actions, strings }) {
  const list = find("#toasts", HTMLElement);
  const more = html("button", { type: "button", class: "button", "data-testid": "toasts-more" });
  list.append(more);
  /** Whether all are shown, not only the last few. */
  let all = false;
  more.addEventListener("click", () => {
    all = true;
    more.hidden = true;
    list.dataset.all = "true";
  });
  /** @type {Map<Notice, HTMLElement>} */
  let shown = new Map();
  store.watch(
    (state) => [state.notices, state.language],
    (notices) => {
      const next = new Map(notices.map((notice) => [notice, shown.get(notice) ?? toast(notice)]));
      for (const [notice, element] of shown) if (!next.has(notice)) element.remove();
      for (const [notice, element] of next) if (!shown.has(notice)) list.append(element);
      shown = next;
      more.textContent = strings.moreNotices(Math.max(0, notices.length - MOST));
      more.hidden = notices.length <= MOST || all;
      list.dataset.all = String(all);
      if (notices.length <= MOST) all = false;
    },
  );

  store.watch(
    (state) => [state.model.plain],
    (plain) => {
      if (plain) store.apply(notify, { kind: "info", message: strings.fellBack, lasting: true });
    },
  );

  /** @param {Notice} notice */
  function toast(notice) {
    const buttons = html("div", { class: "toast-actions" });
    if (notice.retry) {
      const { type } = notice.retry;
      const back = strings.keys.undo;
      const other = { reopen: back, decision: back, fetch: strings.fetchPictures };
      const text = other[/** @type {keyof typeof other} */ (type)] ?? strings.retry;
      const retry = html("button", { type: "button", class: "button" }, text);
      retry.dataset.testid = "toast-retry";
      retry.addEventListener("click", () => actions.retry(notice));
      buttons.append(retry);
    }
    if (notice.details.length > 0) {
      const open = html("button", { type: "button", class: "button" }, strings.showDetails);
      open.dataset.testid = "toast-details";
      open.addEventListener("click", () => showDetails(notice.message, notice.details, strings));
      buttons.append(open);
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
    const element = html(
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
    if (notice.kind === "info" && notice.retry === null && !notice.lasting) {
      goAfterAWhile(element, () => store.apply(dismiss, notice.id));
    }
    return element;
  }
}

/**
 * @param {HTMLElement} element stays while a pointer or the keyboard is on it
 * @param {() => void} go
 */
function goAfterAWhile(element, go) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer = setTimeout(go, STAYS);
  const stay = () => clearTimeout(timer);
  const again = () => {
    stay();
    timer = setTimeout(go, STAYS);
  };
  element.addEventListener("pointerenter", stay);
  element.addEventListener("focusin", stay);
  element.addEventListener("pointerleave", again);
  element.addEventListener("focusout", again);
}
