/**
 * The report for whoever looks into a fault: onto the clipboard, or where a page may not do that,
 * into a dialog to be copied by hand.
 *
 * @import { Surroundings } from "./report.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { copyText } from "./clipboard.js";
import { find } from "./dom.js";
import { notify } from "./page_transitions.js";
import { reportOf } from "./report.js";

/** @param {{ store: Store, strings: Strings, date: () => string }} parts */
export function mountReport({ store, strings, date }) {
  const dialog = find("#report-dialog", HTMLDialogElement);
  const field = find("#report-text", HTMLTextAreaElement);
  find("#report-copy", HTMLButtonElement).addEventListener("click", async () => {
    const text = reportOf(store.state, surroundings(date()));
    if (await copyText(text)) {
      store.apply(notify, { kind: "info", message: strings.reportCopied });
      return;
    }
    field.value = text;
    dialog.showModal();
    field.select();
  });
}

/**
 * @param {string} date
 * @returns {Surroundings}
 */
function surroundings(date) {
  return {
    date,
    browser: navigator.userAgent,
    languages: navigator.languages,
    screen,
    window: { width: innerWidth, height: innerHeight },
    pixelRatio: devicePixelRatio,
    secure: isSecureContext,
    isolated: crossOriginIsolated,
    processors: navigator.hardwareConcurrency,
    webgpu: "gpu" in navigator,
  };
}
