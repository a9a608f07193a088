"""The data of a team: projects of many pictures, on which several people work. Without HTTP.

records (what there is) <── queue (pure rules: states, leases, revisions, which picture next)
                             ^
                             └── store (the only room that knows SQL, and the pictures' files)
                                  ^
                                  └── engine (all of it as one object)

``client`` asks a server that has one, and needs none of the above. Importing this package
imports neither SQLAlchemy nor torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment_studio import check_sam

check_sam()  # before anything of it is imported

from sam.lazy import attach  # noqa: E402

if TYPE_CHECKING:
    from dataengine.client import Client, RequestError
    from dataengine.engine import DataEngine
    from dataengine.queue.activity import active_ms
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            "dataengine.client": ("Client", "RequestError"),
            "dataengine.engine": ("DataEngine",),
            "dataengine.queue.activity": ("active_ms",),
        },
    )

__all__ = ["Client", "DataEngine", "RequestError", "active_ms"]
