/**
 * Keeps open pictures of projects as they are kept by now: what others changed is read anew, once this
 * page has nothing of its own to bring there. What it has goes first, and where it meets a change of
 * the same object both are kept, as ever.
 *
 * @import { Documents } from "../document/documents.js"
 * @import { Saving } from "../session/saving.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<Documents, "load">} documents
 * @property {Pick<Saving, "expect">} saving
 * @property {Strings} strings
 */

import { revisionsOf } from "../document/documents.js";
import { notify } from "../shell/page_transitions.js";
import { renewable, renewWork } from "./renewing_transitions.js";
import { workOnStage } from "./working_transitions.js";

/**
 * @param {Parts} parts
 * @returns {(id: string) => Promise<void>} reads a document anew now, where that is due
 */
export function keepRenewed({ store, documents, saving, strings }) {
  /** Documents that are being read, by id. @type {Map<string, Promise<void>>} */
  const reading = new Map();

  /** @param {string} id of a document */
  const imageOf = (id) => store.state.images.find(({ document }) => document.id === id);

  /** @param {string} id of a document */
  const read = async (id) => {
    const before = imageOf(id)?.document;
    // Where it fails, the next thing that the server says of the picture brings it.
    const found = await documents.load(id).catch(() => null);
    // What was done here meanwhile has to be brought there first.
    if (found === null || imageOf(id)?.document !== before || !isDue(id)) return;
    const { contents = 0, ...document } = found;
    saving.expect(id, revisionsOf(document));
    store.apply(renewWork, document, contents);
    const now = imageOf(id);
    const onStage = workOnStage(store.state)?.image === now;
    if (now === undefined || now.document === before || !onStage) return;
    const message = strings.workChanged(now.session.title);
    store.apply(notify, { kind: "info", message });
  };

  /** @param {string} id */
  const isDue = (id) => renewable(store.state).includes(id);

  /** @param {string} id */
  const renew = (id) => {
    const present = reading.get(id);
    if (present || !isDue(id)) return present ?? Promise.resolve();
    const end = read(id).finally(() => reading.delete(id));
    reading.set(id, end);
    return end;
  };

  store.watch(
    (state) => [state.images, state.projects.works],
    () => {
      for (const id of renewable(store.state)) renew(id);
    },
  );
  return renew;
}
