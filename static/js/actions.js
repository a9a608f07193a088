/**
 * What the user can ask for that takes more than a transition of the store: files, the server, the
 * decoder. Views call these.
 *
 * @import * as Api from "./api.js"
 * @import { GalleryImage } from "./api.js"
 * @import { DecoderClient } from "./decoder/client.js"
 * @import { History } from "./history.js"
 * @import { EverythingJobs } from "./everything.js"
 * @import { Exporting } from "./exporting.js"
 * @import { AnnotationFormatName } from "./formats/annotation_formats.js"
 * @import { FormatName } from "./formats/formats.js"
 * @import { Segmenting } from "./segmenting.js"
 * @import { Edit, Notice, Source } from "./state.js"
 * @import { Store } from "./store.js"
 * @import { Taking } from "./taking.js"
 * @import { Strings } from "./strings/index.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "getModel" | "getGallery" | "getFile">} api
 * @property {Pick<DecoderClient, "load">} decoder
 * @property {(source: Source, history?: History<Edit> | null) => Promise<void>} open
 * @property {Segmenting} segmenting
 * @property {EverythingJobs} everything
 * @property {Taking} taking
 * @property {Exporting} exporting
 * @property {(blob: Blob, name: string) => void} saveFile
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createActions>} Actions
 */

import { Superseded } from "./decoder/errors.js";
import { activeImage } from "./state.js";
import {
  dismiss,
  failGallery,
  failModel,
  finishModel,
  notify,
  showGallery,
  startModel,
} from "./transitions/page.js";

/** @param {Parts} parts */
export function createActions({
  store,
  api,
  decoder,
  open,
  segmenting,
  everything,
  taking,
  exporting,
  saveFile,
  strings,
}) {
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

  /** Gets decoder and embedding from the server anew, as far as they do not belong together. */
  const renew = async () => {
    await loadModel();
    const { info, status } = store.state.model;
    const image = activeImage(store.state);
    if (status !== "ready" || !image?.embedding) return;
    if (image.embedding.encoderFingerprint === info?.encoder_fingerprint) return;
    await open(image.source, image.history);
  };

  const loadGallery = async () => {
    try {
      store.apply(showGallery, await api.getGallery());
    } catch {
      // The start screen says so in its place; nothing else depends on it.
      store.apply(failGallery);
    }
  };

  const download = async () => {
    const file = await segmenting.writePng();
    if (file) saveFile(file.blob, file.name);
  };

  return {
    /** Everything the page needs before the first picture. */
    start() {
      loadModel();
      loadGallery();
    },

    /** @param {File | null} file null when what was dropped or pasted holds no picture */
    openFile(file) {
      if (file === null) {
        store.apply(notify, { message: strings.errorNoPicture });
        return;
      }
      // Reading it now tells a file that is gone from a server that is gone.
      open({
        name: file.name,
        title: file.name,
        read: async () => new Blob([await file.arrayBuffer()]),
      });
    },

    /** @param {GalleryImage} image */
    openGallery({ name, title, image }) {
      open({ name, title, read: (signal) => api.getFile(image, { signal }) });
    },

    download,

    take: () => taking.take(),

    tidy: taking.tidy,

    combine: taking.combine,

    pick: taking.pick,

    pickAll: () => taking.pickAll(),

    cancelEverything: () => everything.cancel(),

    restartEverything: () => everything.restart(),

    /** @param {FormatName} format */
    async downloadMasks(format) {
      const file = await everything.writeFile(format);
      if (file) saveFile(file.blob, file.name);
    },

    /**
     * @param {string} format an annotation format's name, or a cut-out
     * @returns {Promise<boolean>} whether there is a file
     */
    async exportFile(format) {
      const file = await (format.startsWith("cutout")
        ? exporting.cutOut(format === "cutout-crop")
        : exporting.file(/** @type {AnnotationFormatName} */ (format)));
      if (file) saveFile(file.blob, file.name);
      return file !== null;
    },

    copyCutOut: () => exporting.copyCutOut(),

    /** @param {File} file */
    loadAnnotations: (file) => exporting.load(file),

    /** @param {Notice} notice whose cause to try again */
    retry({ id, retry }) {
      store.apply(dismiss, id);
      if (retry?.type === "open") open(retry.source, retry.history);
      if (retry?.type === "model") loadModel();
      if (retry?.type === "renew") renew();
      if (retry?.type === "decode") segmenting.retry();
      if (retry?.type === "download") download();
      if (retry?.type === "everything") everything.restart();
    },
  };
}
