"""What is running, without a web server: the image encoder and its caches, pictures, and jobs.

    from studio import Studio

    studio = Studio()                    # weights and decoder of this project, caches in memory
    photo = studio.put("photo.jpg")
    embedding = studio.embedding(photo)  # encoded once
    for event in studio.everything(photo):
        ...

It knows the model (``sam``) and no protocol: what goes wrong is a
:class:`studio.errors.StudioError`. A web server, a worker or a script each build on it.
"""

from segment_studio import check_sam

check_sam()  # before anything of it is imported

from studio.errors import StudioError  # noqa: E402
from studio.image_store import StoredImage  # noqa: E402
from studio.settings import StudioSettings  # noqa: E402
from studio.studio import Studio  # noqa: E402

__all__ = ["StoredImage", "Studio", "StudioError", "StudioSettings"]
