"""What a client asks of suggestions that a task makes ahead of people."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


class Suggesting(ABC):
    """A part of :class:`~dataengine.client.client.Client`."""

    @abstractmethod
    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Any operation of the API."""

    def prefill(self, project_id: str, picture_id: str = "", objects: Sequence[str] = ()) -> Json:
        """Have masks suggested for the pictures that nobody has begun; a lead may.

        Args:
            picture_id, objects: ids of a picture and of one to four annotations in it: the rest
                like these. Without them all labels are suggested, that have kept objects enough.

        Returns:
            As :meth:`prefill_state` does.

        Raises:
            RequestError: it is refused, as where no label has examples enough.
        """
        like = {"picture_id": picture_id, "annotations": list(objects)} if objects else {}
        state: Json = self.send("POST", f"/projects/{project_id}/prefill", like)
        return state

    def prefill_state(self, project_id: str) -> Json:
        """The last ``task`` with how far it is, and of each of ``labels`` how its suggestions have
        done."""
        state: Json = self.send("GET", f"/projects/{project_id}/prefill")
        return state

    def cancel_prefill(self, project_id: str) -> Json:
        """Ask the making of suggestions to stop; what is suggested by then stays."""
        state: Json = self.send("DELETE", f"/projects/{project_id}/prefill")
        return state

    def switch_prefill(self, project_id: str, label: str, on: bool) -> Json:
        """Have a label suggested again, or not any more; a lead may."""
        state: Json = self.send(
            "PUT", f"/projects/{project_id}/prefill", {"label": label, "on": on}
        )
        return state

    def suggestions(self, project_id: str, picture_id: str) -> list[Json]:
        """What a task suggests of a picture and nobody has decided on, the likeliest first."""
        path = f"/projects/{project_id}/pictures/{picture_id}/suggestions"
        found: list[Json] = self.send("GET", path)["suggestions"]
        return found

    def reject(self, project_id: str, picture_id: str, ids: Sequence[str]) -> list[Json]:
        """Reject suggestions of a picture, for good; what is left is answered."""
        path = f"/projects/{project_id}/pictures/{picture_id}/suggestions/rejections"
        left: list[Json] = self.send("POST", path, {"ids": list(ids)})["suggestions"]
        return left
