"""What keeps a measurement from being made, said in a sentence.

MeasurementError      expected: something that it needs is absent or failed; no traceback
├── BaselineError     benchmarks.encoders: what it is compared with
├── BrowserError      benchmarks.browser.chromium: Chromium, or a page in it
└── DatasetError      benchmarks.dataset: the evaluation pictures
"""

from __future__ import annotations


class MeasurementError(Exception):
    """Something that a measurement needs is absent or failed; the message says what to do."""
