"""How long a person waits for the page: from an input event to the frame that answers it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

SCRIPT = """
globalThis.waits = (() => {
  const frame = requestAnimationFrame.bind(globalThis);
  const cancel = cancelAnimationFrame.bind(globalThis);
  const scheduled = new Set();
  globalThis.requestAnimationFrame = (callback) => {
    const id = frame((time) => {
      scheduled.delete(id);
      callback(time);
    });
    scheduled.add(id);
    return id;
  };
  globalThis.cancelAnimationFrame = (id) => {
    scheduled.delete(id);
    cancel(id);
  };

  let awaited = null;
  let began = null;
  const see = ({ type, timeStamp }) => {
    if (type === awaited) began ??= timeStamp;
  };
  for (const type of ["pointermove", "pointerdown", "pointerup", "click", "keydown", "wheel"]) {
    addEventListener(type, see, { capture: true, passive: true });
  }

  // What is posted in a frame's callback is received once that frame has been laid out and painted.
  const { port1, port2 } = new MessageChannel();
  const painted = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      frame(() => port2.postMessage(null));
    });
  const answered = async (holds, patience) => {
    const asked = performance.now();
    for (;;) {
      await painted();
      const now = performance.now();
      if (began !== null && scheduled.size === 0 && holds()) return now - began;
      if (now - asked > patience) return null;
    }
  };
  return {
    answer: null,
    begin(type, holds, patience) {
      awaited = type;
      began = type === null ? 0 : null;
      this.answer = answered(holds, patience);
    },
  };
})();
"""
"""Goes in before the page's own scripts. A wait ends with the first frame in which a condition of
the page's holds and the page has asked for no further frame: what it draws little by little is all
drawn. The clock is the browser's, and starts at the event's own time stamp."""


class Unanswered(Exception):
    """The page did not come to the state that was waited for."""


class Waits:
    """Times waits in a page that :data:`SCRIPT` was put into.

    Args:
        page: the page.
        patience: milliseconds after which a wait is given up.
    """

    def __init__(self, page: Page, patience: int) -> None:
        self._page = page
        self._patience = patience

    def begin(self, event: str | None, condition: str) -> None:
        """Start to wait, before the input is made.

        Args:
            event: the type of event that the clock starts at, such as ``keydown``; None for the
                page's own start.
            condition: an expression of the page's that holds when the answer is there.
        """
        self._page.evaluate(
            f"([event, patience]) => waits.begin(event, () => {condition}, patience)",
            [event, self._patience],
        )

    def end(self) -> float:
        """Milliseconds of the wait that was begun, once it is over.

        Raises:
            Unanswered: patience was over first.
        """
        waited: Any = self._page.evaluate("waits.answer")
        if waited is None:
            raise Unanswered(f"The page did not answer in {self._patience / 1000:.0f} s.")
        return float(waited)
