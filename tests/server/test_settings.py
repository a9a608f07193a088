"""Settings: flags, environment, defaults."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from server.settings import Settings, flag, parse_settings, variable
from studio import StudioSettings
from studio.settings import ROOT


def test_the_defaults_are_the_dataclass() -> None:
    assert parse_settings([], {}) == Settings()
    assert Settings().host == "127.0.0.1"


def test_a_flag_wins_over_the_environment() -> None:
    environment = {"SEGMENT_PORT": "9000", "SEGMENT_MODEL": "vit_b", "PORT": "1"}
    settings = parse_settings(["--port", "9001"], environment)

    assert (settings.port, settings.model) == (9001, "vit_b")


def test_every_setting_can_be_given_both_ways() -> None:
    values = {
        "host": ("0.0.0.0", "0.0.0.0"),
        "port": ("0", 0),
        "access_token": ("sixteen-or-more-signs", "sixteen-or-more-signs"),
        "allowed_hosts": ("Studio.example.org, b.", ("studio.example.org", "b")),
        "trusted_proxies": ("1", 1),
        "client_at_once": ("3", 3),
        "client_per_minute": ("60", 60),
        "cache_dir": ("none", None),
        "disk_embedding_bytes": ("7GB", 7_000_000_000),
        "disk_image_bytes": ("0", 0),
        "embeddings": ("masks/embeddings", Path("masks/embeddings")),
        "text": ("words/clip", Path("words/clip")),
        "data_dir": ("none", None),
        "database": ("postgresql+psycopg://a/b", "postgresql+psycopg://a/b"),
        "max_listeners": ("3", 3),
        "log_format": ("json", "json"),
        "shutdown_seconds": ("5", 5),
        "checkpoint": ("a/b.pt", Path("a/b.pt")),
        "model": ("vit_h", "vit_h"),
        "models": ("elsewhere", Path("elsewhere")),
        "device": ("cuda", "cuda"),
        "precision": ("bfloat16", "bfloat16"),
        "threads": ("11", 11),
        "torch_threads": ("2", 2),
        "max_waiting": ("3", 3),
        "max_jobs": ("1", 1),
        "max_points": ("1024", 1024),
        "max_image_bytes": ("20 MB", 20_000_000),
        "max_image_pixels": ("1000000", 1_000_000),
        "max_large_pixels": ("3000000", 3_000_000),
        "pictures_dir": ("/scans", Path("/scans")),
        "image_store_bytes": ("1gb", 1_000_000_000),
        "decoded_bytes": ("5kb", 5_000),
        "embedding_cache_bytes": ("123", 123),
        "trainers": ("0", 0),
        "everything_cache_bytes": ("456", 456),
    }
    assert set(values) == {setting.name for setting in fields(Settings)}
    for name, (text, value) in values.items():
        rest = ["--max-waiting", "3"] if name == "threads" else []
        assert getattr(parse_settings([flag(name), text, *rest], {}), name) == value
        assert getattr(parse_settings(rest, {variable(name): text}), name) == value


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--port", "70000"], {}, "--port: '70000' is not a port; expected 0 to 65535."),
        ([], {"SEGMENT_PORT": "abc"}, "SEGMENT_PORT: 'abc' is not a whole number from 0 up."),
        (["--max-image-bytes", "big"], {}, "expected bytes or a size like 500MB or 2GB."),
        (["--precision", "bf16"], {}, "'bf16' is not a precision; expected auto, float32 or"),
        ([], {"SEGMENT_PRECISION": "half"}, "SEGMENT_PRECISION: 'half' is not a precision"),
        (["--threads", "2"], {}, "threads is 2; expected at least 8."),
        (["--max-listeners", "0"], {}, "max_listeners is 0; expected at least 1."),
        (["--trainers", "2"], {}, "trainers is 2; expected 0 or 1."),
        (["--data-dir", "none", "--database", "x"], {}, "data_dir is none and a database is given"),
        (["--max-waiting", "13"], {}, "max_waiting is 13; expected 1 to 12"),
        (["--max-waiting", "0"], {}, "max_waiting is 0; expected 1 to 12"),
        (["--max-jobs", "0"], {}, "max_jobs is 0; expected at least 1."),
        (["--max-jobs", "10"], {}, "max_jobs is 10; expected 1 to 5, less than a third of th"),
        (["--max-jobs", "5"], {}, "max_waiting is 12; expected 1 to 3, less than threads (20) wi"),
        (["--image-store-bytes", "1MB"], {}, "the largest accepted picture must fit in."),
        (["--client-at-once", "0"], {}, "client_at_once is 0; expected at least 1."),
        (["--client-per-minute", "0"], {}, "client_per_minute is 0; expected at least 1."),
        (["--allowed-hosts", "http://a"], {}, "'http://a' is not the name of a host; expected"),
        (["--log-format", "xml"], {}, "'xml' is not a format of the log; expected text or json."),
        ([], {"SEGMENT_ACCESS_TOKEN": "abc"}, "the access token has 3 characters; expected 16 or"),
        (["--colour", "red"], {}, "unrecognized arguments: --colour red"),
    ],
)
def test_bad_values_are_refused_in_a_sentence(
    arguments: list[str],
    environment: dict[str, str],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as caught:
        parse_settings(arguments, environment)

    assert caught.value.code == 2
    assert words in capsys.readouterr().err


def test_help_lists_every_flag_and_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_settings(["--help"], {})
    text = capsys.readouterr().out
    for setting in fields(Settings):
        assert f"{flag(setting.name)} " in text
        assert variable(setting.name) in text


def test_a_token_is_made_where_others_can_reach_the_server() -> None:
    assert Settings().guarded() == Settings()
    for settings in (
        Settings(host="0.0.0.0"),
        Settings(allowed_hosts=("studio.example.org",)),
        Settings(trusted_proxies=1),
    ):
        made = settings.guarded().access_token
        assert made is not None and len(made) > 40
        assert made != settings.guarded().access_token
        assert made not in repr(settings.guarded())
    given = Settings(host="0.0.0.0", access_token="sixteen-or-more-signs")
    assert given.guarded() == given


def test_a_refused_token_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_settings(["--access-token", "hunter2 hunter2 hunter2"], {})
    assert "hunter2" not in capsys.readouterr().err


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_the_cores_settings_are_passed_on() -> None:
    own = {field.name for field in fields(Settings)}
    core = {field.name for field in fields(StudioSettings)}
    assert core - own == {"weights"}  # the project's folder
    assert Settings(cache_dir=None).studio() == StudioSettings()
    settings = Settings(max_jobs=1, device="cuda", models=Path("elsewhere"))
    assert settings.studio() == StudioSettings(
        max_jobs=1, device="cuda", models=Path("elsewhere"), cache_dir=settings.cache_dir
    )


def test_help_and_wrong_settings_wait_for_no_torch() -> None:
    script = """
import atexit, sys
atexit.register(lambda: print("torch" in sys.modules))
from server.__main__ import main
main(sys.argv[1:])
"""
    for arguments in (["--help"], ["--port", "none"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.splitlines()[-1] == "False", arguments
