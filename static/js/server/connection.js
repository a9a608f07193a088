/**
 * Notices when a server that was gone answers again.
 *
 * @import * as Api from "./api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { findServer } from "../shell/page_transitions.js";

const PAUSE_MS = 2000;

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Pick<typeof Api, "getModel">} parts.api
 * @param {(pause: number) => Promise<void>} parts.wait
 * @param {Strings} parts.strings
 */
export function watchConnection({ store, api, wait, strings }) {
  let searching = false;

  const search = async () => {
    if (searching) return;
    searching = true;
    while (store.state.server === "gone") {
      await wait(PAUSE_MS);
      const found = await api.getModel().then(
        () => true,
        () => false,
      );
      if (found) store.apply(findServer, strings.serverBack);
    }
    searching = false;
  };
  store.watch(
    (state) => [state.server],
    (server) => {
      if (server === "gone") search();
    },
  );
}
