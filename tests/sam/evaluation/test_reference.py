"""What speed and masks of segment everything are measured against stays what it was."""

from __future__ import annotations

import hashlib
import inspect

from sam.evaluation import reference

FROZEN = "4685841551e562c78bd1d148af55936a2d9277305c3955919ad819b1a4fea2d8"


def test_the_reference_is_the_one_that_all_published_figures_were_measured_with() -> None:
    text = inspect.getsource(reference).encode()
    assert hashlib.sha256(text).hexdigest() == FROZEN, (
        "sam/evaluation/reference.py has changed. It stands for the published generator: figures "
        "in docs/performance.md count against this very code. Where it has to change, measure them "
        "again with both, and freeze it anew here."
    )
