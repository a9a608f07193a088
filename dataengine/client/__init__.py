"""A server's projects from a script, by its API; nothing but Python is needed.

::

    client = Client("http://127.0.0.1:8000", person="Ada")
    project = client.make_project("Cells", labels=["cell", "dust"])
    client.add_pictures(project["id"], Path("scans").glob("*.png"))
    for picture in client.annotations(project["id"], state="accepted"):
        print(picture["file_name"], len(picture["annotations"]))
    for event in client.events(project["id"]):
        print(event["kind"])

What it gives are the API's answers, as ``docs/api.md`` describes them. A write carries an
idempotency key and is sent again where the network or the server fails for a moment, so that it is
done once.
"""

from __future__ import annotations

from dataengine.client.client import Client
from dataengine.client.transport import RequestError

__all__ = ["Client", "RequestError"]
