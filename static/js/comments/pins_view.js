/**
 * Comments' pins over the picture: a number each, which goes to its comment; and while one is written,
 * clicks that say what it is about.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 * @import { ClientPoint, ImagePoint } from "../stage/geometry.js"
 */

import { workOnStage } from "../projects/working_transitions.js";
import { clientPoint, find, html } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { clientToImage } from "../stage/geometry.js";
import { pinOf, pinPlace, threadsOf } from "./comments.js";
import { goToComment, pinComment, writingHere } from "./comments_transitions.js";

/** CSS pixels that a hand may shake during a click. */
const SLOP = 10;

/** @param {Parts} parts */
export function mountPins({ store, strings }) {
  const layer = find("#pins", HTMLElement);
  store.watch(
    (state) => {
      const here = workOnStage(state);
      const document = here?.image.document ?? null;
      const hidden = here?.image.session.everything.on ?? true;
      const comments = here?.work.comments ?? null;
      return [document, comments, hidden, writingHere(state), state.projects, state.language];
    },
    (document, comments, hidden, writing, { people, pointed }) => {
      const { width = 0, height = 0 } = document?.picture ?? {};
      if (document === null || hidden || width === 0) {
        layer.replaceChildren();
        return;
      }
      /** @param {HTMLElement} pin @param {ImagePoint | null} place @returns {HTMLElement[]} */
      const put = (pin, place) => {
        if (place === null) return [];
        pin.style.left = `${(place.x / width) * 100}%`;
        pin.style.top = `${(place.y / height) * 100}%`;
        return [pin];
      };
      const pins = threadsOf(comments ?? []).flatMap(({ number, comment }) => {
        if (comment.resolved) return [];
        const by = people.find(({ id }) => id === comment.person_id)?.name ?? strings.somebody;
        const label = strings.commentPin(number, by, comment.text);
        const about = { "data-testid": "pin", "aria-label": label, title: label };
        const current = { "aria-current": String(comment.id === pointed) };
        const pin = html("button", { type: "button", class: "pin", ...about, ...current });
        pin.append(String(number));
        pin.addEventListener("click", () => store.apply(goToComment, comment));
        return put(pin, pinPlace(document, pinOf(comment)));
      });
      const mark = { class: "pin pin-new", "data-testid": "pin-new", "aria-hidden": "true" };
      const own = writing && put(html("span", mark, "…"), pinPlace(document, writing.pin));
      layer.replaceChildren(...pins, ...(own ?? []));
    },
  );
  mountPinning({ store });
}

/** @param {Pick<Parts, "store">} parts */
function mountPinning({ store }) {
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);
  const layer = find("#pins", HTMLElement);
  /** @type {{ pointer: number, at: ClientPoint } | null} */
  let start = null;
  const capture = { capture: true };

  store.watch(
    (state) => [writingHere(state)?.answers === null],
    (pins) => {
      stage.dataset.pinning = String(pins);
    },
  );
  stage.addEventListener(
    "pointerdown",
    (event) => {
      const { target } = event;
      if (target instanceof Node && layer.contains(target)) {
        // A pin is pressed, not the picture.
        event.stopPropagation();
        return;
      }
      if (stage.dataset.pinning !== "true" || event.button !== 0) return;
      event.stopImmediatePropagation();
      // A second finger moves the picture: stage/panzoom.js.
      const at = clientPoint(event);
      start = start === null ? { pointer: event.pointerId, at } : null;
    },
    capture,
  );
  stage.addEventListener(
    "pointerup",
    (event) => {
      if (start?.pointer !== event.pointerId) return;
      const { at } = start;
      start = null;
      event.stopImmediatePropagation();
      const image = activeImage(store.state);
      const here = clientPoint(event);
      if (image === null || Math.hypot(here.x - at.x, here.y - at.y) > SLOP) return;
      const { picture } = image.document;
      const { x, y } = clientToImage(at, frame.getBoundingClientRect(), picture);
      if (x < 0 || y < 0 || x > picture.width || y > picture.height) return;
      // A tenth of a pixel is more than a hand can aim.
      store.apply(pinComment, { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
    },
    capture,
  );
  stage.addEventListener("pointercancel", () => {
    start = null;
  });
}
