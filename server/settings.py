"""The server's settings: one frozen dataclass, filled from defaults, environment and flags. Those
of the core among them have the core's defaults.

Each field is a flag (``--max-image-bytes``) and an environment variable
(``SEGMENT_MAX_IMAGE_BYTES``); the flag wins. ``python -m server --help`` lists them all.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from server import parse
from server.access import new_token
from server.hosts import is_loopback
from studio.settings import ROOT
from studio.settings import StudioSettings as Core

MULTIPART_OVERHEAD = 64 * 1024
"""Bytes a multipart body may have around the picture in it."""


def _setting(default: Any, read: Callable[[str], Any], help_text: str, shown: bool = True) -> Any:
    return field(default=default, repr=shown, metadata={"parse": read, "help": help_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server runs. The metadata of each field says what it means.

    Raises:
        ValueError: settings that contradict each other.
    """

    host: str = _setting("127.0.0.1", str, "address to listen on")
    port: int = _setting(8000, parse.port_number, "port to listen on; 0 takes any free one")
    access_token: str | None = _setting(
        None,
        parse.access_token,
        "what a visitor has to know; needed if others than this machine can reach the server, and "
        "made where none is given: shown on the terminal, or put into a file in --cache-dir",
        shown=False,
    )
    allowed_hosts: tuple[str, ...] = _setting(
        (),
        parse.host_names,
        "names under which the server is reached, separated by commas; IP addresses and localhost "
        "always are",
    )
    trusted_proxies: int = _setting(
        0, parse.whole_number, "proxies before the server, whose X-Forwarded headers are believed"
    )
    checkpoint: Path | None = _setting(
        Core.checkpoint, Path, "weights file (default: the first official name found in weights/)"
    )
    model: str | None = _setting(
        Core.model,
        str,
        "kind the weights must be: vit_t, vit_b, vit_l or vit_h (default: as found)",
    )
    models: Path = _setting(Core.models, Path, "folder `python -m export` wrote")
    device: str = _setting(Core.device, str, "where the model runs, such as cpu, cuda or mps")
    precision: str = _setting(
        Core.precision,
        parse.precision_name,
        "what the image encoder computes in: float32, bfloat16, or auto, which takes bfloat16 "
        "where it is faster and masks stay the same",
    )
    threads: int = _setting(
        20, parse.whole_number, "requests answered at the same time, at least 8"
    )
    torch_threads: int = _setting(
        0, parse.whole_number, "CPU threads for one encode; 0 leaves the choice to PyTorch"
    )
    max_waiting: int = _setting(
        Core.max_waiting,
        parse.whole_number,
        "requests that may wait for the model; further ones are answered 503",
    )
    max_jobs: int = _setting(
        Core.max_jobs,
        parse.whole_number,
        "pictures in which everything is segmented at the same time; as many requests again wait, "
        "and further ones are answered 503",
    )
    max_points: int = _setting(
        Core.max_points,
        parse.whole_number,
        "most points decoded to segment everything in one picture",
    )
    # A browser has six connections to a server, and a page that is loaded anew finds what it asked
    # before still running.
    client_at_once: int = _setting(
        12, parse.whole_number, "requests to the API that one client may have running; then 429"
    )
    client_per_minute: int = _setting(
        1200, parse.whole_number, "requests to the API that one client may make a minute; then 429"
    )
    max_image_bytes: int = _setting(
        Core.max_image_bytes, parse.byte_count, "largest picture file accepted"
    )
    max_image_pixels: int = _setting(
        Core.max_image_pixels, parse.whole_number, "most pixels (width times height) accepted"
    )
    max_large_pixels: int = _setting(
        Core.max_large_pixels,
        parse.whole_number,
        "most pixels of a TIFF that is read in parts, as more than --max-image-pixels are",
    )
    image_store_bytes: int = _setting(
        Core.image_store_bytes, parse.byte_count, "memory for pictures put in"
    )
    decoded_bytes: int = _setting(
        Core.decoded_bytes, parse.byte_count, "memory for pixels decoded last"
    )
    embedding_cache_bytes: int = _setting(
        Core.embedding_cache_bytes, parse.byte_count, "memory for embeddings"
    )
    everything_cache_bytes: int = _setting(
        Core.everything_cache_bytes,
        parse.byte_count,
        "memory for the masks of pictures in which everything is segmented",
    )

    cache_dir: Path | None = _setting(
        ROOT / "cache",
        parse.folder,
        "folder in which embeddings and pictures outlive a restart; none keeps them in memory only",
    )
    disk_embedding_bytes: int = _setting(
        Core.disk_embedding_bytes,
        parse.byte_count,
        "disk for embeddings, in the folder of the cache",
    )
    disk_image_bytes: int = _setting(
        Core.disk_image_bytes,
        parse.byte_count,
        "disk for pictures put in, in the folder of the cache; 0 keeps them in memory only",
    )
    pictures_dir: Path | None = _setting(
        None,
        parse.folder,
        "folder of pictures that are offered on the start screen and read where they lie, "
        "gigabytes of them too",
    )
    embeddings: Path | None = _setting(
        None,
        parse.folder,
        "folder of embeddings that a batch has kept (TARGET/embeddings): its pictures are not "
        "encoded again",
    )
    text: Path | None = _setting(
        None,
        parse.folder,
        "folder of a text model, for words as prompts, as `python -m sam fetch text/clip-vit-b32` "
        "makes it; it is loaded in the background, by a process of its own",
    )
    data_dir: Path | None = _setting(
        ROOT / "data",
        parse.folder,
        "folder in which projects are kept for good: their database and pictures; none keeps no "
        "projects",
    )
    database: str | None = _setting(
        None,
        str,
        "PostgreSQL instead of a file in --data-dir, as postgresql+psycopg://user:password@host/name",
        shown=False,
    )
    max_listeners: int = _setting(
        16,
        parse.whole_number,
        "pages and programs that may listen to a project at once, each in a thread of its own; "
        "further ones ask every few seconds",
    )
    trainers: int = _setting(
        1,
        parse.whole_number,
        "processes that fine-tune decoders for projects at low priority, 1 or 0; 0 leaves that to "
        "`python -m dataengine work`",
    )
    log_format: str = _setting(
        "text", parse.log_format, "text for people, or json: one object a line, requests included"
    )
    shutdown_seconds: int = _setting(
        60, parse.whole_number, "how long running requests may take to finish when it is stopped"
    )

    def __post_init__(self) -> None:
        if self.image_store_bytes < self.max_image_bytes:
            raise ValueError(
                f"image_store_bytes is {self.image_store_bytes:,}, less than max_image_bytes "
                f"({self.max_image_bytes:,}); the largest accepted picture must fit in"
            )
        if self.database is not None and self.data_dir is None:
            raise ValueError(
                "data_dir is none and a database is given; pictures of projects need a folder"
            )
        if not self.max_listeners:
            raise ValueError("max_listeners is 0; expected at least 1")
        if self.trainers > 1:
            raise ValueError(f"trainers is {self.trainers}; expected 0 or 1")
        if self.threads < 8:
            raise ValueError(f"threads is {self.threads}; expected at least 8")
        if not self.client_at_once or not self.client_per_minute:
            name = "client_per_minute" if self.client_at_once else "client_at_once"
            raise ValueError(f"{name} is 0; expected at least 1")
        if not self.max_jobs:
            raise ValueError("max_jobs is 0; expected at least 1")
        # A job keeps a thread, as does each of as many requests that may wait for one, and each of
        # one more that may read what was found before.
        most = self.threads - 1 - (3 * self.max_jobs + 1)
        if most < 1:
            raise ValueError(
                f"max_jobs is {self.max_jobs}; expected 1 to {(self.threads - 3) // 3}, less than "
                f"a third of threads ({self.threads}), so that some stay free for everything else"
            )
        if not 0 < self.max_waiting <= most:
            raise ValueError(
                f"max_waiting is {self.max_waiting}; expected 1 to {most}, less than threads "
                f"({self.threads}) without three for each of max_jobs ({self.max_jobs}) and two "
                "more, so that a thread stays free for everything else"
            )

    def studio(self) -> Core:
        """Those of the core."""
        names = {each.name for each in fields(Settings)} & {each.name for each in fields(Core)}
        return Core(**{name: getattr(self, name) for name in names})

    def guarded(self) -> Settings:
        """These settings, with a new access token where one is needed and none was given.

        It is needed as soon as anybody but this machine can reach the server, be it through a proxy
        that has a name of its own.
        """
        alone = is_loopback(self.host) and not self.allowed_hosts and not self.trusted_proxies
        if self.access_token or alone:
            return self
        return replace(self, access_token=new_token())


def variable(name: str) -> str:
    """The environment variable of the field ``name``."""
    return f"SEGMENT_{name.upper()}"


def flag(name: str) -> str:
    """The flag of the field ``name``."""
    return f"--{name.replace('_', '-')}"


def parse_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """Settings from flags, then environment variables, then defaults.

    Raises:
        SystemExit: a setting is malformed (status 2, one sentence on stderr), or --help.
    """
    parser = _parser()
    given = vars(parser.parse_args(arguments))
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        text, source = given[setting.name], flag(setting.name)
        if text is None:
            text, source = environment.get(variable(setting.name)), variable(setting.name)
        if text:
            try:
                values[setting.name] = setting.metadata["parse"](text)
            except ValueError as error:
                parser.error(f"{source}: {error}.")
    try:
        return Settings(**values)
    except ValueError as error:
        parser.error(f"{error}.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m server",
        description="Serve Segment Studio: the page and its API.",
        epilog="A flag wins over its environment variable.",
    )
    for setting in fields(Settings):
        parser.add_argument(
            flag(setting.name), dest=setting.name, metavar="VALUE", help=_help(setting)
        )
    return parser


def default_words(setting: Field[Any]) -> str:
    """A setting's default as one would type it; empty where its help says what happens instead."""
    default: Any = setting.default
    if default is None or default == ():
        return ""
    if isinstance(default, Path):
        return default.relative_to(ROOT).as_posix()
    if setting.metadata["parse"] is parse.byte_count:
        return f"{default // 10**6}MB"
    return str(default)


def _help(setting: Field[Any]) -> str:
    default = default_words(setting)
    shown = f" (default: {default})" if default else ""
    return f"{setting.metadata['help']}{shown} [{variable(setting.name)}]".replace("%", "%%")
