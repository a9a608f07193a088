/**
 * What the user can ask for that takes more than a transition of the store: files, the server, the
 * decoder. Views call these.
 *
 * @import * as Api from "../server/api.js"
 * @import { FolderPicture, GalleryImage } from "../server/api.js"
 * @import { EverythingJobs } from "../everything/everything.js"
 * @import { Finding } from "../similar/finding.js"
 * @import { Prefilling } from "../prefill/prefilling.js"
 * @import { Exporting, Made } from "../objects/exporting.js"
 * @import { Scope } from "../objects/scopes.js"
 * @import { Importing } from "../objects/importing.js"
 * @import { AnnotationFormatName } from "../formats/annotation_formats.js"
 * @import { FormatName } from "../formats/formats.js"
 * @import { Opening } from "../pictures/opening.js"
 * @import { Segmenting } from "../prompting/segmenting.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Loading } from "./loading.js"
 * @import { Notice } from "./state.js"
 * @import { Store } from "./store.js"
 * @import { Commenting } from "../comments/commenting.js"
 * @import { Claiming } from "../projects/claiming.js"
 * @import { Sender } from "../projects/sending.js"
 * @import { Working } from "../projects/working.js"
 * @import { Taking } from "../objects/taking.js"
 * @import { Strings } from "./strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "getFile" | "openInFolder">} api
 * @property {Loading} loading
 * @property {Opening} opening
 * @property {Segmenting} segmenting
 * @property {EverythingJobs} everything
 * @property {Finding} finding
 * @property {Pick<Prefilling, "findRest">} prefilling
 * @property {Taking} taking
 * @property {Exporting} exporting
 * @property {Importing} importing
 * @property {Pick<Sender, "add">} sending
 * @property {Pick<Working, "goOn" | "finish" | "takeBack" | "describe" | "close">} working
 * @property {Pick<Claiming, "toSubmit" | "claimAll">} claiming
 * @property {Pick<Commenting, "begin" | "step">} commenting
 * @property {(blob: Blob, name: string) => void} saveFile
 * @property {() => Promise<void>} fetchPictures brings those that another page has to this one
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createActions>} Actions
 */

import { placeOf } from "../document/places.js";
import { closeImage, reopenImage } from "../pictures/filmstrip_transitions.js";
import { sourceOf } from "../pictures/open_image.js";
import { stageOf, workOnStage } from "../projects/working_transitions.js";
import { isLarge, OVERVIEW_SIDE } from "../tiles/tiles.js";
import { dismiss, notify } from "./page_transitions.js";
import { screen } from "./state.js";

/** Names of files that a message shows. */
const NAMED = 3;

/** Milliseconds in which a closed picture can be brought back. */
const SECOND_THOUGHTS = 8000;

/** @param {Parts} parts */
export function createActions({
  store,
  api,
  loading,
  opening,
  segmenting,
  everything,
  finding,
  prefilling,
  taking,
  exporting,
  importing,
  sending,
  working,
  claiming,
  commenting,
  saveFile,
  fetchPictures,
  wait,
  strings,
}) {
  const download = async () => {
    const file = await segmenting.writePng();
    if (file) saveFile(file.blob, file.name);
  };

  return {
    /**
     * Opens pictures; on a project's page they are added to it.
     *
     * @param {readonly File[]} files none when what was dropped or pasted holds no picture
     * @param {readonly string[]} [others] names of files that are no pictures
     */
    openFiles(files, others = []) {
      if (others.length > 0) {
        const message = strings.errorNotPictures(others.slice(0, NAMED), others.length);
        store.apply(notify, { message, names: others });
      } else if (files.length === 0) {
        store.apply(notify, { message: strings.errorNoPicture });
      }
      if (files.length === 0) return;
      const { open } = store.state.projects;
      if (open !== null && screen(store.state) === "project") {
        sending.add(open.id, files);
        return;
      }
      const sources = files.map((file) => ({
        name: file.name,
        title: file.name,
        // Reading it first tells a file that is gone from a server that is gone.
        read: async () => new Blob([await file.arrayBuffer()]),
      }));
      opening.openAll(sources);
    },

    /** @param {GalleryImage} image */
    openGallery({ name, title, image }) {
      opening.openAll([{ name, title, read: (signal) => api.getFile(image, { signal }) }]);
    },

    /** @param {FolderPicture} picture that lies at the server, which sends a preview of it */
    openInFolder({ name }) {
      const read = async (/** @type {AbortSignal} */ signal) => {
        const { id, width, height } = await api.openInFolder(name, { signal });
        const smaller = isLarge({ width, height }) ? `?longest=${OVERVIEW_SIDE}` : "";
        const url = `/api/v1/images/${id}/preview${smaller}`;
        const preview = await api.getFile(url, { signal });
        return { file: preview, preview, lying: { name, width, height } };
      };
      const title = name.slice(name.lastIndexOf("/") + 1);
      opening.openAll([{ name: title, title, read }]);
    },

    /** @param {OpenImage} image whose grey channels are shown as colours: the first, by itself */
    openChannel({ document: { picture }, runtime: { channel } }) {
      if (channel === null) return;
      const name = `${picture.file_name.replace(/\.[^.]*$/, "")}-first-channel.png`;
      const read = (/** @type {AbortSignal} */ signal) => api.getFile(channel, { signal });
      opening.openAll([{ name, title: name, read }]);
    },

    /** @param {OpenImage} image to be closed; for a while it can be brought back */
    async close(image) {
      // The server has it, and closing takes nothing away there.
      if (placeOf(image.document.id) !== null) return working.close(image);
      const title = strings.title(sourceOf(image));
      store.apply(closeImage, image.key, strings.closed(title));
      const notice = store.state.nextId - 1;
      await wait(SECOND_THOUGHTS);
      store.apply(dismiss, notice);
    },

    /** Goes on to the next picture of the project on the stage. */
    nextPicture: () => working.goOn(),

    /** Submits the picture on the stage, which is in a project, with what is claimed of it. */
    async submitPicture() {
      const here = workOnStage(store.state);
      if (here === null || stageOf(store.state) === "review") return;
      const described = await working.describe(here.project).catch(() => null);
      const labels = (described?.labels ?? []).map(({ name }) => name);
      await working.finish("submit", claiming.toSubmit(labels));
    },

    /** Accepts the submitted picture on the stage: one that was seen. */
    acceptPicture() {
      const here = workOnStage(store.state);
      if (here?.work.picture?.state !== "submitted" || stageOf(store.state) !== "review") return;
      if (here.image.runtime.bitmap !== null) working.finish("accept");
    },

    /** Asks why the picture on the stage is returned. */
    returnPicture() {
      const now = workOnStage(store.state)?.work.picture?.state ?? "";
      if (stageOf(store.state) !== "review" || !["submitted", "accepted"].includes(now)) return;
      commenting.begin({ returning: true });
    },

    takeBack: () => working.takeBack(),

    commentPicture: () => commenting.begin(),

    stepComment: commenting.step,

    download,

    /** @param {string | null} [label] class to keep it with; the active one, if it is not given */
    take: (label = null) => taking.take(label),

    /** @param {number} digit that stands for no class */
    tellNoClass(digit) {
      store.apply(notify, { kind: "info", message: strings.noClass(digit) });
    },

    tidy: taking.tidy,

    combine: taking.combine,

    pick: taking.pick,

    pickAll: () => taking.pickAll(),

    similar: finding,

    findRest: () => prefilling.findRest(),

    /** Claims that every object of the picture on the stage is marked, or takes that back. */
    async claimAll() {
      const here = workOnStage(store.state);
      if (here === null) return;
      const described = await working.describe(here.project).catch(() => null);
      const labels = (described?.labels ?? []).map(({ name }) => name);
      if (labels.length > 0) await claiming.claimAll(labels);
    },

    cancelEverything: () => everything.cancel(),

    restartEverything: () => everything.restart(),

    /** @param {FormatName} format */
    async downloadMasks(format) {
      const file = await everything.writeFile(format);
      if (file) saveFile(file.blob, file.name);
    },

    /**
     * @param {string} format an annotation format's name, or a cut-out
     * @param {Scope} scope whose objects; a cut-out is of one object
     * @param {Made | null} written the file, where it has been written already
     * @returns {Promise<boolean>} whether there is a file
     */
    async exportFile(format, scope, written) {
      const making = format.startsWith("cutout")
        ? () => exporting.cutOut(format === "cutout-crop")
        : () => exporting.file(/** @type {AnnotationFormatName} */ (format), scope);
      const file = written ?? (await making());
      if (file) saveFile(file.blob, file.name);
      return file !== null;
    },

    /**
     * @param {string} format an annotation format's name
     * @param {Scope} scope
     * @returns {Promise<Made | null>} null where it cannot be written, which asking for it tells
     */
    writeFile: (format, scope) =>
      exporting.written(/** @type {AnnotationFormatName} */ (format), scope).catch(() => null),

    copyCutOut: () => exporting.copyCutOut(),

    /** @param {readonly File[]} files */
    loadAnnotations: (files) => importing.load(files),

    /** @param {Notice} notice whose cause to try again */
    retry({ id, retry }) {
      store.apply(dismiss, id);
      if (retry?.type === "open") opening.openAgain(retry.source);
      if (retry?.type === "resume") opening.resume(retry.key);
      if (retry?.type === "reopen") store.apply(reopenImage, retry.image, retry.place);
      if (retry?.type === "fetch") fetchPictures();
      if (retry?.type === "decision") working.takeBack();
      if (retry?.type === "model") loading.loadModel();
      if (retry?.type === "renew") loading.renew();
      if (retry?.type === "decode") segmenting.retry();
      if (retry?.type === "download") download();
      if (retry?.type === "everything") everything.restart();
    },
  };
}
