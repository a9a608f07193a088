"""The server with the tiny model, as the server's own tests have it."""

from tests.server.conftest import make_app, models, tiny

__all__ = ["make_app", "models", "tiny"]
