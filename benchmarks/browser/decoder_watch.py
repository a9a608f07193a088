"""Whether a page's decoder has answered all that it was asked, seen from outside."""

from __future__ import annotations

SCRIPT = """
globalThis.owed = new Set();
globalThis.Worker = class extends globalThis.Worker {
  #name = crypto.randomUUID();

  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => owed.delete(`${this.#name} ${data?.id}`));
  }

  postMessage(message, ...more) {
    if (message?.id !== undefined) owed.add(`${this.#name} ${message.id}`);
    super.postMessage(message, ...more);
  }
};
"""
"""Goes in before the page's own scripts. A picture that has come to the stage is put in place in
the decoder's worker by a request of its own: a click before that is answered waits for it."""

IDLE = "owed.size === 0"
"""An expression of the page's: its workers owe no answer."""
