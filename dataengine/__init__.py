"""The data of a team: projects of many pictures, on which several people work. Without HTTP.

records (what there is) <── queue (pure rules: states, leases, revisions, which picture next)
                             ^
                             └── store (the only room that knows SQL, and the pictures' files)
                                  ^
                                  └── engine (all of it as one object)

Importing this package imports neither SQLAlchemy nor torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sam.lazy import attach

if TYPE_CHECKING:
    from dataengine.engine import DataEngine
else:
    __getattr__, __dir__ = attach(
        __name__,
        {"dataengine.engine": ("DataEngine",)},
    )

__all__ = ["DataEngine"]
