/**
 * Where a comment is written: what it is about, the text, and a way out.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 * @import { Writing } from "./comments.js"
 */

import { workOnStage } from "../projects/working_transitions.js";
import { find } from "../shell/dom.js";
import { objectOf, threadsOf } from "./comments.js";
import { beginComment, dropComment, pinComment, writingHere } from "./comments_transitions.js";

/** @param {Parts} parts */
export function mountComposer({ store, strings, commenting }) {
  const form = find("#comment-form", HTMLFormElement);
  const about = find("#comment-about", HTMLElement);
  const unpin = find("#comment-unpin", HTMLButtonElement);
  const text = find("#comment-text", HTMLTextAreaElement);
  const send = find("#comment-send", HTMLButtonElement);
  const rail = find("#rail-comment", HTMLButtonElement);
  const coarse = matchMedia("(pointer: coarse)");
  /** @type {Writing | null} */
  let before = null;
  let sending = false;

  /** @param {Writing} writing */
  const aboutOf = ({ pin, answers }) => {
    const { image, work } = workOnStage(store.state) ?? {};
    if (answers !== null) {
      const threads = threadsOf(work?.comments ?? []);
      const number = threads.find(({ comment }) => comment.id === answers)?.number ?? 0;
      return strings.commentAnswers(number);
    }
    const object = image ? objectOf(image.document, pin.annotation) : null;
    const name = object && (object.name || object.label || strings.unnamed);
    if (name !== null) return strings.commentOnObject(name);
    return pin.at === null ? strings.commentOnPicture : strings.commentOnPlace;
  };

  store.watch(
    (state) => [writingHere(state), state.language],
    (writing) => {
      const began = writing !== null && writing.answers === before?.answers ? before : null;
      form.hidden = writing === null;
      rail.setAttribute("aria-pressed", String(writing !== null && !writing.returning));
      if (writing === null) {
        // Where the keyboard was in the form, the work goes on at the picture.
        if (before !== null) find("#stage", HTMLElement).focus();
        before = null;
        return;
      }
      about.textContent = aboutOf(writing);
      const { at, annotation } = writing.pin;
      unpin.hidden = at === null && annotation === null;
      text.placeholder = writing.returning ? strings.commentWhy : strings.commentText;
      text.setAttribute("aria-label", text.placeholder);
      send.textContent = writing.returning ? strings.commentReturn : strings.commentSend;
      if (began === null) text.value = "";
      const pinned = began !== null && began.pin !== writing.pin;
      before = writing;
      // A finger points first: its keyboard would lie over the picture.
      const waits = coarse.matches && began === null && writing.answers === null;
      form.scrollIntoView({ block: "nearest" });
      if (!waits || pinned || writing.returning) text.focus();
    },
  );

  const done = async () => {
    const writing = writingHere(store.state);
    if (writing === null || sending) return;
    sending = true;
    const sent = await commenting.send(writing, text.value).finally(() => {
      sending = false;
    });
    if (sent) text.value = "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      store.apply(dropComment);
    }
    const types = event.target === text && event.key === "Enter";
    // Enter that ends a word of an input method sends nothing.
    if (!types || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    done();
  });
  unpin.addEventListener("click", () => store.apply(pinComment, null));
  find("#comment-cancel", HTMLButtonElement).addEventListener("click", () =>
    store.apply(dropComment),
  );
  rail.addEventListener("click", () => {
    if (writingHere(store.state) === null) store.apply(beginComment);
    else store.apply(dropComment);
  });
  store.watch(
    (state) => [workOnStage(state) === null],
    (none) => {
      rail.hidden = none;
    },
  );
}
