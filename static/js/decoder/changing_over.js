/**
 * Notices that another decoder of the same image encoder is to be used, as one was put in force or the
 * picture on the stage has one of its own, and changes over to it: between two clicks, with
 * embeddings, prompts and history as they are.
 *
 * Which decoder is in force stands in a small file. It is asked for with its ETag and mostly
 * answered "not modified": it counts to nobody's share of requests, and holds no connection as a
 * stream of events would, one for each open page. Nobody asks while nobody is at the page; whoever
 * comes back is answered by the decoder that is in force by then.
 *
 * @import * as Api from "../server/api.js"
 * @import { Store } from "../shell/store.js"
 * @import { DecoderClient } from "./client.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "getDecoderInForce" | "getModel" | "getFile">} api
 * @property {Pick<DecoderClient, "changeOver">} decoder
 * @property {() => string | null} own the decoder that the picture on the stage is to have; null for the
 *   one in force
 * @property {() => Promise<void>} attention settles as soon as somebody is at the page
 * @property {(pause: number) => Promise<void>} wait
 */

import { changeDecoder } from "../shell/page_transitions.js";
import { FOLDED, PLAIN } from "./session.js";

/** Between two looks. */
const EVERY_MS = 4000;

/** @param {Parts} parts */
export async function watchDecoder({ store, api, decoder, own, attention, wait }) {
  /** @type {string | null} one that the server does not use, or that is of no use here */
  let unusable = null;

  /**
   * @param {string} fingerprint that is said to be in force
   * @param {string | null} wanted that one by its name; null for whichever is in force
   */
  const changeOver = async (fingerprint, wanted) => {
    const { info: before, plain } = store.state.model;
    const info = await api.getModel({ decoder: wanted });
    const { decoder_fingerprint, encoder_fingerprint } = info;
    const same = decoder_fingerprint === before?.decoder_fingerprint;
    // Pictures would have to be encoded anew: that is asked for where one cannot be decoded.
    if (same || encoder_fingerprint !== before?.encoder_fingerprint) {
      unusable = fingerprint;
      return;
    }
    // The files are at hand before the decoder that answers makes way.
    const names = plain ? PLAIN : FOLDED;
    await Promise.all(names.map((name) => api.getFile(info.graph_urls[name])));
    const loaded = await decoder.changeOver(info);
    // Whoever loaded a decoder meanwhile has the last word.
    if (store.state.model.info === before) store.apply(changeDecoder, info, loaded);
  };

  const look = async () => {
    const { status, info } = store.state.model;
    if (status !== "ready") return;
    const wanted = own();
    const fingerprint = wanted ?? (await api.getDecoderInForce());
    if (fingerprint === info?.decoder_fingerprint || fingerprint === unusable) return;
    await changeOver(fingerprint, wanted);
  };

  for (;;) {
    await wait(EVERY_MS);
    await attention();
    // Without the server, or the new decoder, the page goes on with what it has, and looks again.
    await look().catch(() => {});
  }
}
