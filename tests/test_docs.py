"""The documents keep up with the program: each target, variable and flag is in them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap.help import targets
from bootstrap.settings import Settings
from docs.screenshots import LARGEST, PROJECT, SCENES
from server.trusted_network import FALLEN

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = [
    "server",
    "export",
    "export.minisam",
    "studio decoders",
    "studio switch",
    "dataengine backup",
    "dataengine check",
    "dataengine restore",
    "dataengine role",
    "dataengine folder",
    "dataengine export",
    "dataengine import",
    "dataengine batch",
    "dataengine audit",
    "sam segment",
    "sam everything",
    "sam convert",
    "benchmarks accuracy",
    "benchmarks batch",
    "benchmarks doors",
    "benchmarks load",
    "benchmarks page",
    "benchmarks project",
    "benchmarks first-visit",
    "benchmarks workbench",
    "tests.hostile",
    "tests.interop",
    "benchmarks soak",
]


def documents() -> str:
    """All that a user or a contributor is given to read, as one text."""
    files = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("target", targets(ROOT / "Makefile"))
def test_every_make_target_is_documented(target: str) -> None:
    assert f"make {target}" in documents()


@pytest.mark.parametrize("name", Settings.__dataclass_fields__)
def test_every_variable_of_make_run_is_in_the_readme(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{name.upper()}=", readme), f"README.md does not mention {name.upper()}="


ALL_HELP = """
import contextlib, io, json, runpy, sys
answers = {}
for command in sys.argv[1:]:
    sys.argv = [*command.split(), "--help"]
    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    answers[command] = said.getvalue()
print(json.dumps(answers))
"""
"""One process asks all commands, as importing what they need takes several seconds for each."""


@pytest.fixture(scope="module")
def help_of() -> dict[str, str]:
    """What ``python -m COMMAND --help`` prints, for each command."""
    answer = subprocess.run(
        [sys.executable, "-c", ALL_HELP, *COMMANDS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(answer.stdout)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_flag_is_documented(help_of: dict[str, str], command: str) -> None:
    flags = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of[command])) - {"--help"}
    assert flags, f"python -m {command} --help names no flag"
    text = documents()
    missing = sorted(flag for flag in flags if not re.search(rf"{flag}(?![\w-])", text))
    assert not missing, f"undocumented flags of python -m {command}: {', '.join(missing)}"


@pytest.mark.parametrize("sentence", FALLEN)
def test_what_falls_without_a_proxy_is_in_the_threat_model(sentence: str) -> None:
    assert f"| {sentence} |" in (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_the_screenshots_are_small_all_there_and_all_shown() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sizes = {path.stem: path.stat().st_size for path in (ROOT / "docs" / "img").glob("*.webp")}
    assert set(sizes) == {*SCENES, *PROJECT}
    assert [name for name in SCENES if f"docs/img/{name}.webp" not in readme] == []
    projects = (ROOT / "docs" / "projects.md").read_text(encoding="utf-8")
    assert [name for name in PROJECT if f"(img/{name}.webp)" not in projects] == []
    assert max(sizes.values()) <= LARGEST
    assert sum(sizes.values()) <= 800_000


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CONTEXT.md"])
def test_links_between_documents_lead_somewhere(file: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / file).read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_glossary_defines_each_word_once() -> None:
    glossary = (ROOT / "CONTEXT.md").read_text(encoding="utf-8").split("## In Chinese")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", glossary, flags=re.MULTILINE)[2:]
    assert len(rows) > 60
    words = [word for row, _ in rows for word in row.split(", ")]
    words += [word for _, meaning in rows for word in re.findall(r"\*([^*]+)\*", meaning)]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_the_index_lists_every_decision_record_once_and_in_order() -> None:
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\d{4})\]\((\1-[a-z0-9-]+\.md)\)", index, re.MULTILINE)
    there = sorted(file.name for file in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [file for _, file in listed] == there
    assert len({number for number, _ in listed}) == len(listed)
