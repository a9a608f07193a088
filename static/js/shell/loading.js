/**
 * What the page needs before the first picture: the decoder and the gallery.
 *
 * @import { DecoderClient } from "../decoder/client.js"
 * @import * as Api from "../server/api.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 *
 * @typedef {ReturnType<typeof createLoading>} Loading
 */

import { Superseded } from "../decoder/errors.js";
import { dropEmbeddings } from "../pictures/opening_transitions.js";
import {
  failGallery,
  failModel,
  finishModel,
  notify,
  showFolder,
  showGallery,
  startModel,
} from "./page_transitions.js";

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Pick<typeof Api, "getModel" | "getGallery" | "getFolder">} parts.api
 * @param {Pick<DecoderClient, "load">} parts.decoder
 * @param {Strings} parts.strings
 */
export function createLoading({ store, api, decoder, strings }) {
  const loadModel = async () => {
    store.apply(startModel);
    try {
      const info = await api.getModel();
      store.apply(finishModel, info, await decoder.load(info));
    } catch (error) {
      if (error instanceof Superseded) return;
      store.apply(failModel);
      const why = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message: strings.errorDecoder(why), retry: { type: "model" } });
    }
  };

  const loadGallery = async () => {
    try {
      store.apply(showGallery, await api.getGallery());
    } catch {
      // The start screen says so in its place; nothing else depends on it.
      store.apply(failGallery);
    }
  };

  return {
    loadModel,

    /** Has the start screen offer the pictures of the server's folder, if it has one. */
    async loadFolder() {
      // Without them nothing is missing that anybody could know of.
      store.apply(showFolder, await api.getFolder().catch(() => []));
    },

    loadGallery,

    /** Gets decoder and embeddings from the server anew, as far as they do not belong together. */
    async renew() {
      await loadModel();
      const { info, status } = store.state.model;
      if (status === "ready" && info) store.apply(dropEmbeddings, info.encoder_fingerprint);
    },
  };
}
