/**
 * What a digit, or a click on a class, does.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { Store } from "../shell/store.js"
 */

import { isEmptyDraft } from "../session/picture_session.js";
import { activeImage } from "../shell/state.js";
import { classOfDigit } from "./classes.js";
import { chooseClass, classify } from "./classes_transitions.js";

/**
 * It keeps the mask on the stage with that class; without
 * one it classes what is selected; else the class is that of the next objects.
 *
 * @param {{ store: Store, actions: Pick<Actions, "take" | "tellNoClass">, date: () => string }} parts
 * @param {number} digit 1 to 9, or more where a class is clicked
 */
export function useClass({ store, actions, date }, digit) {
  const found = classOfDigit(store.state.classes, digit);
  const { session } = activeImage(store.state) ?? {};
  if (found === null || session === undefined) {
    if (found) store.apply(chooseClass, found.name);
    else actions.tellNoClass(digit);
    return;
  }
  const { draft, selected, everything } = session;
  const pending = !everything.on && (!isEmptyDraft(draft) || draft.editing !== null);
  if (pending) actions.take(found.name);
  else if (selected.length > 0) store.apply(classify, selected, found.name, date());
  else store.apply(chooseClass, found.name);
}
