"""What is running, without a web server: the image encoder and its caches, pictures, and jobs.

    from studio import Studio

    studio = Studio()                    # weights and decoder of this project, caches in memory
    photo = studio.put("photo.jpg")
    embedding = studio.embedding(photo)  # encoded once
    for event in studio.everything(photo):
        ...

It knows the model (``sam``) and no protocol: what goes wrong is a
:class:`studio.errors.StudioError`. A web server, a worker or a script each build on it.

What computes is imported when it is first asked for.
"""

from typing import TYPE_CHECKING

from segment_studio import check_sam

check_sam()  # before anything of it is imported

from sam.lazy import attach  # noqa: E402
from studio.errors import StudioError  # noqa: E402
from studio.settings import StudioSettings  # noqa: E402

if TYPE_CHECKING:
    from studio.image_store import StoredImage
    from studio.studio import Studio
else:
    __getattr__, __dir__ = attach(
        __name__, {"studio.image_store": ("StoredImage",), "studio.studio": ("Studio",)}
    )

__all__ = ["StoredImage", "Studio", "StudioError", "StudioSettings"]
