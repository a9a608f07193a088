/**
 * What people say of the picture on the stage: read when it comes there and when others say something,
 * said, answered, and dealt with.
 *
 * @import * as ProjectsApi from "../server/projects_api.js"
 * @import { PictureComment } from "../server/projects_api.js"
 * @import { Working } from "../projects/working.js"
 * @import { ProjectEvent } from "../server/listening.js"
 * @import { Saving } from "../session/saving.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Writing } from "./comments.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof ProjectsApi, "getComments" | "makeComment" | "resolveComment">} api
 * @property {Pick<Saving, "saveAll">} saving
 * @property {Pick<Working, "finish">} working
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createCommenting>} Commenting
 */

import { placedId, placeOf } from "../document/places.js";
import { workOnStage } from "../projects/working_transitions.js";
import { notify } from "../shell/page_transitions.js";
import { threadsOf } from "./comments.js";
import { beginComment, dropComment, goToComment, showComments } from "./comments_transitions.js";

/** Kinds of events after which comments are other ones. */
const KINDS = new Set(["comment_made", "comment_changed", "reset"]);

/** @param {Parts} parts */
export function createCommenting({ store, api, saving, working, strings }) {
  const who = () => {
    const { person } = store.state.projects;
    if (person === null) throw new Error(strings.projectWho);
    return person;
  };

  /**
   * @param {() => Promise<unknown>} act
   * @returns {Promise<boolean>} whether it went well; if not, that is told
   */
  const told = async (act) => {
    try {
      await act();
      return true;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message });
      return false;
    }
  };

  /** @param {string} id of a document in a project */
  const load = async (id) => {
    const place = placeOf(id);
    if (place === null) return;
    const { project, picture } = place;
    const comments = await api.getComments(project, picture, store.state.projects.person);
    store.apply(showComments, id, comments);
  };

  store.watch(
    (state) => [workOnStage(state)?.image.document.id ?? null, state.projects.person?.id],
    (id) => {
      // Where it fails, the next event brings them.
      if (id !== null) load(id).catch(() => {});
    },
  );

  /**
   * @param {Writing} writing
   * @param {string} text
   */
  const say = async ({ document, pin: { at, annotation }, answers }, text) => {
    const place = placeOf(document);
    if (place === null) return;
    // The server has to know the object that it is about.
    if (annotation !== null) await saving.saveAll();
    const said = { text, annotation_id: annotation, x: at?.x ?? null, y: at?.y ?? null, answers };
    await api.makeComment(place.project, place.picture, said, who());
    await load(document);
  };

  return {
    /**
     * @param {string} project
     * @param {ProjectEvent} event
     */
    hear(project, { kind, picture_id }) {
      const id = workOnStage(store.state)?.image.document.id ?? null;
      if (id === null || !KINDS.has(kind)) return;
      if (kind === "reset" || id === placedId(project, picture_id ?? "")) load(id).catch(() => {});
    },

    /**
     * Sends what was written; where the picture is returned with it, does that and goes on.
     *
     * @param {Writing} writing
     * @param {string} text may be empty where comments that are open say why it is returned
     * @returns {Promise<boolean>} whether it is done
     */
    async send(writing, text) {
      const { returning, pin } = writing;
      const said = text.trim();
      const comments = workOnStage(store.state)?.work.comments ?? [];
      const isOpen = threadsOf(comments).some(({ comment }) => !comment.resolved);
      if (said === "" && !(returning && isOpen)) {
        store.apply(notify, { kind: "info", message: strings.commentEmpty });
        return false;
      }
      const pinned = pin.at !== null || pin.annotation !== null;
      const apart = said !== "" && (!returning || pinned);
      if (apart && !(await told(() => say(writing, said)))) return false;
      if (!returning) {
        store.apply(dropComment);
        return true;
      }
      const done = await working.finish("return", said !== "" && !pinned ? { comment: said } : {});
      if (done || apart) store.apply(dropComment);
      return done;
    },

    /**
     * @param {PictureComment} comment
     * @param {boolean} resolved
     */
    async resolve(comment, resolved) {
      const here = workOnStage(store.state);
      if (here === null) return;
      const { project, image } = here;
      await told(async () => {
        await api.resolveComment(project, comment.id, resolved, who());
        await load(String(image.document.id));
      });
    },

    /** @param {Parameters<typeof beginComment>[1]} [more] */
    begin(more) {
      store.apply(beginComment, more);
    },

    /**
     * Goes to the comment before or after the one that was gone to last; round and round.
     *
     * @param {-1 | 1} by
     * @returns {boolean} whether there is one
     */
    step(by) {
      const { comments } = workOnStage(store.state)?.work ?? {};
      const open = threadsOf(comments ?? []).filter(({ comment }) => !comment.resolved);
      if (open.length === 0) return false;
      const at = open.findIndex(({ comment }) => comment.id === store.state.projects.pointed);
      const next = at < 0 ? (by > 0 ? 0 : open.length - 1) : at + by + open.length;
      store.apply(goToComment, open[next % open.length].comment);
      return true;
    },
  };
}
