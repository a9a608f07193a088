"""Several processes behind one port: ``gunicorn --config deploy/gunicorn.conf.py``.

Run it from the project's folder; settings are those of ``python -m server``, from the environment.
The processes share embeddings and pictures through the cache on disk, so there has to be one. A
proxy has to stand before them wherever others than this machine can reach them.
WEB_CONCURRENCY is the number of processes, 2 where it is not given.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Where the processes write their numbers, for whichever is asked to sum up. It has to be known
# before the server is imported.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="segment-metrics-"))

from server.hosts import is_loopback  # noqa: E402
from server.made_token import keep_for_user  # noqa: E402
from server.settings import parse_settings  # noqa: E402
from studio.errors import StartupError  # noqa: E402

_settings = parse_settings([], os.environ)
if _settings.cache_dir is None or not _settings.disk_image_bytes:
    raise SystemExit(
        "Several processes share pictures through the cache on disk: give SEGMENT_CACHE_DIR a "
        "folder and SEGMENT_DISK_IMAGE_BYTES a size, or run `python -m server`, which is one."
    )
if not _settings.trusted_proxies and not is_loopback(_settings.host):
    raise SystemExit(
        f"gunicorn takes requests as slowly as clients send them, and on {_settings.host} others "
        "than this machine would hold its threads: put a proxy before it (deploy/nginx.conf) and "
        "say so with SEGMENT_TRUSTED_PROXIES=1, or run `python -m server`, which takes them whole."
    )
_made = _settings.access_token is None
_settings = _settings.guarded()
if _settings.access_token:
    os.environ["SEGMENT_ACCESS_TOKEN"] = _settings.access_token  # one for all processes

wsgi_app = "server.wsgi:create()"
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host
bind = f"{_host}:{_settings.port}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = _settings.threads + _settings.max_listeners
timeout = 300
graceful_timeout = _settings.shutdown_seconds
# Whose X-Forwarded headers are believed: nobody's, as the proxy's last entry is read by the server.
forwarded_allow_ips = ""
limit_request_line = 4094
accesslog = None  # the server writes its own lines

if _settings.torch_threads == 0:
    os.environ["SEGMENT_TORCH_THREADS"] = str(max(1, (os.cpu_count() or 1) // workers))


def when_ready(server: object) -> None:
    """Tell where the page is; on a terminal with the access token, if it was made here."""
    token = ""
    if _made and _settings.access_token:
        try:
            kept = keep_for_user(_settings, _settings.port)
        except StartupError as error:
            raise SystemExit(f"Segment Studio cannot start. {error}") from None
        if kept is None:
            token = f"/?token={_settings.access_token}"
        else:
            print(f"The access token is in {kept}, which this user alone can read.")
    print(f"Segment Studio is ready at http://{_host}:{_settings.port}{token}", flush=True)


def child_exit(server: object, worker: object) -> None:
    """Take a process that is no more out of the sums."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[attr-defined, no-untyped-call]


def on_exit(server: object) -> None:
    """Remove the numbers."""
    for file in Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob("*.db"):
        file.unlink(missing_ok=True)
