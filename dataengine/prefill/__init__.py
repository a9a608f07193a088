"""Suggestions ahead of people: a task proposes masks for pictures that nobody has begun.

Segment everything finds candidates; what people kept in the project says which of them are of which
label (``questions.py``, ``learning.py``), how likely each is right, and from where on it should be
looked at (``calibration.py``); see ``docs/prefill.md``.
"""
