"""What can go wrong in an export, as exceptions whose text is one sentence for a person.

::

    ExportError
    ├── SourceError        a file is missing, foreign, damaged or not writable
    └── DisagreementError  a result differs from its reference, so it was not kept
"""

from __future__ import annotations


class ExportError(Exception):
    """Base of everything this package raises on purpose; commands print it and exit with code 2."""


class SourceError(ExportError):
    """A file is missing, foreign, damaged or not writable; the text names it and what was found."""


class DisagreementError(ExportError):
    """A result differs from its reference; the text says where, by how much, what is allowed."""
