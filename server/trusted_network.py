"""What nobody holds where other machines reach the server and no proxy stands before it.

The HTTP library takes requests whole and keeps answers until they are read; a proxy bounds how long
and how much (``deploy/nginx.conf``). Within a network whose users are trusted it works without.
"""

from __future__ import annotations

from server.hosts import is_loopback
from server.settings import Settings

FALLEN = (
    "A client that sends or takes a little now and then is not disconnected.",
    "One client may have all connections, and any number of uploads under way.",
    "A picture that is sent without the access token lies on the disk until it is refused.",
    "Requests that are too long, or no HTTP, are refused in plain text instead of JSON.",
)
"""The promises of docs/security.md that fall, in a sentence each."""


def warnings(settings: Settings) -> tuple[str, ...]:
    """What to say to the person who starts a server; nothing on loopback and behind a proxy."""
    if settings.trusted_proxies or is_loopback(settings.host):
        return ()
    return (
        f"No proxy stands before {settings.host} (--trusted-proxies is 0): use it in a network "
        "whose users you trust, and put a proxy before it elsewhere (docs/deploy.md). Without one:",
        *(f"- {sentence}" for sentence in FALLEN),
    )
