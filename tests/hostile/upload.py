"""What is sent to the server: a file, and what the sender says of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

_BOUNDARY = b"hostile-7f3a91c2"


@dataclass(frozen=True, slots=True)
class Upload:
    """One hostile input.

    Attributes:
        data: the file.
        content_type: what it is said to be.
        file_name: as a form's header has it, raw; None sends the file as the request's body.
    """

    data: bytes
    content_type: str = "application/octet-stream"
    file_name: bytes | None = None

    @property
    def digest(self) -> str:
        """Equal for equal requests only."""
        told = repr((self.content_type, self.file_name)).encode()
        return hashlib.sha256(told + b"\0" + self.data).hexdigest()

    def request(self) -> tuple[dict[str, str], bytes]:
        """Headers and body of ``POST /api/v1/images``."""
        if self.file_name is None:
            return {"Content-Type": self.content_type}, self.data
        head = b'Content-Disposition: form-data; name="file"; filename="' + self.file_name + b'"'
        kind = f"Content-Type: {self.content_type}".encode()
        body = b"\r\n".join((b"--" + _BOUNDARY, head, kind, b"", self.data))
        body += b"\r\n--" + _BOUNDARY + b"--\r\n"
        return {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY.decode()}"}, body
