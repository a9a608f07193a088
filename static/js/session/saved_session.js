/**
 * A session as it is kept, and the way back.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Draft, Session } from "./picture_session.js"
 * @import { Step } from "./history.js"
 *
 * @typedef {Omit<Session, "selected"> & { version: typeof VERSION, order: number }} SavedSession
 *   order: in the filmstrip
 */

import { NOTHING_REJECTED, withColours } from "./picture_session.js";

/** Of the form of {@link SavedSession}, history included. Others are not read. */
export const VERSION = 2;

/**
 * @param {OpenImage} image
 * @returns {SavedSession}
 */
export function savedSession({ key, session: { selected: _, ...session } }) {
  return { version: VERSION, order: key, ...session };
}

/**
 * @param {unknown} value that was kept
 * @returns {SavedSession | null} null where it is damaged, or of another version
 */
export function readSession(value) {
  const kept = /** @type {Partial<SavedSession>} */ (value ?? {});
  const { version, title, order, draft, history, colours, hidden, everything } = kept;
  const whole =
    version === VERSION &&
    typeof title === "string" &&
    Number.isInteger(order) &&
    isDraft(draft) &&
    Array.isArray(history?.past) &&
    Array.isArray(history.future) &&
    [...history.past, ...history.future].every(isStep) &&
    typeof colours === "object" &&
    Array.isArray(hidden) &&
    typeof everything?.filters === "object";
  return whole ? /** @type {SavedSession} */ (kept) : null;
}

/**
 * @param {SavedSession} kept
 * @param {readonly string[]} ids of the annotations there are, the one in front first
 * @returns {Session}
 */
export function restoredSession({ version: _, order: __, ...session }, ids) {
  // Sessions that were kept by earlier versions know of no suggestions.
  const { suggestions = NOTHING_REJECTED } = /** @type {Partial<Session>} */ (session);
  return { ...session, suggestions, colours: withColours(session.colours, ids), selected: [] };
}

/** @param {Partial<Step> | null | undefined} step */
const isStep = (step) =>
  isDraft(step?.draft) && Array.isArray(step?.annotations) && Array.isArray(step.toggled);

/** @param {Partial<Draft> | undefined} draft */
const isDraft = (draft) => Array.isArray(draft?.prompt?.points) && Array.isArray(draft.corrections);
