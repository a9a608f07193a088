/**
 * What people say of the picture on the stage, as a list; why it was returned comes first.
 *
 * @import { PictureComment } from "../server/projects_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 * @import { Thread } from "./comments.js"
 */

import { workOnStage } from "../projects/working_transitions.js";
import { find, html } from "../shell/dom.js";
import { objectOf, reasonOf, threadsOf } from "./comments.js";
import { goToComment, writingHere } from "./comments_transitions.js";

/** @param {Parts} parts */
export function mountCommentList({ store, strings, commenting }) {
  const section = find("#comments", HTMLElement);
  const list = find("#comment-list", HTMLOListElement);
  const returned = find("#comments-returned", HTMLElement);
  const more = find("#comments-resolved", HTMLButtonElement);
  /** Whether those that are dealt with are shown too. */
  let all = false;
  const draw = () => show(workOnStage(store.state));

  store.watch(
    (state) => {
      const { image, work } = workOnStage(state) ?? {};
      const { people } = state.projects;
      const writing = writingHere(state) !== null;
      return [
        image?.document,
        work?.comments,
        work?.picture?.state,
        people,
        writing,
        state.language,
      ];
    },
    () => draw(),
  );
  store.watch(
    (state) => [state.projects.pointed],
    (id) => {
      const button = part(id, "number");
      for (const each of list.querySelectorAll(".comment")) {
        each.setAttribute("data-current", String(each.contains(button)));
      }
      button?.scrollIntoView({ block: "nearest" });
      button?.focus();
    },
  );
  more.addEventListener("click", () => {
    all = !all;
    draw();
  });

  /** @param {ReturnType<typeof workOnStage>} here */
  function show(here) {
    const comments = here?.work.comments ?? [];
    const threads = threadsOf(comments);
    const writing = writingHere(store.state) !== null;
    section.hidden = here === null || (threads.length === 0 && !writing);
    const open = threads.filter(({ comment }) => !comment.resolved);
    const reason = here?.work.picture?.state === "returned" ? reasonOf(comments) : null;
    returned.hidden = here?.work.picture?.state !== "returned";
    returned.textContent = reason
      ? strings.returnedBy(nameOf(reason.person_id), reason.text)
      : strings.returnedFor(open.length);
    more.hidden = open.length === threads.length;
    more.textContent = all
      ? strings.commentsFewer
      : strings.commentsMore(threads.length - open.length);
    more.setAttribute("aria-expanded", String(all));
    const focused = document.activeElement;
    const { comment = null, part: name = null } =
      focused instanceof HTMLElement ? focused.dataset : {};
    list.replaceChildren(...(all ? threads : open).map(item));
    if (comment !== null && name !== null) part(comment, name)?.focus();
  }

  /** @param {string | null} id @param {string} name @returns {HTMLElement | null} */
  function part(id, name) {
    return list.querySelector(`[data-comment="${id}"][data-part="${name}"]`);
  }

  /** @param {string} id of a person */
  function nameOf(id) {
    return store.state.projects.people.find((each) => each.id === id)?.name ?? strings.somebody;
  }

  /** @param {Thread} thread */
  function item({ number, comment, answers }) {
    const { id, resolved } = comment;
    /** @param {string} name @param {string} text @param {() => void} act */
    const button = (name, text, act) => {
      const about = { type: "button", "data-comment": id, "data-part": name };
      const kind = name === "number" ? "comment-number" : "button button-small button-quiet";
      const made = html(
        "button",
        { ...about, class: kind, "data-testid": `comment-${name}` },
        text,
      );
      made.addEventListener("click", act);
      return made;
    };
    const go = button("number", String(number), () => store.apply(goToComment, comment));
    go.setAttribute("aria-label", strings.commentGo(number));
    const image = workOnStage(store.state)?.image;
    const object = image ? objectOf(image.document, comment.annotation_id) : null;
    const gone = comment.annotation_id !== null && object === null;
    const about = gone
      ? strings.commentGone
      : object && (object.name || object.label || strings.unnamed);
    return html(
      "li",
      {
        class: "comment",
        "data-testid": "comment",
        "data-resolved": String(resolved),
        "data-current": String(id === store.state.projects.pointed),
      },
      go,
      html(
        "div",
        { class: "comment-body" },
        said(comment, about),
        html(
          "ul",
          { class: "comment-answers" },
          ...answers.map((each) => html("li", {}, said(each))),
        ),
        html(
          "div",
          { class: "comment-actions" },
          button("answer", strings.commentAnswer, () => commenting.begin({ answers: id })),
          button("resolve", resolved ? strings.commentReopen : strings.commentResolve, () =>
            commenting.resolve(comment, !resolved),
          ),
        ),
      ),
    );
  }

  /** @param {PictureComment} comment @param {string | null} [about] */
  function said({ person_id, text, made }, about = null) {
    return html(
      "div",
      { class: "comment-said" },
      html(
        "p",
        { class: "comment-head" },
        html("b", {}, nameOf(person_id)),
        ...(about === null ? [] : [html("span", { class: "comment-object" }, about)]),
        html("time", { datetime: made }, strings.moment(made)),
      ),
      html("p", { class: "comment-text" }, text),
    );
  }
}
