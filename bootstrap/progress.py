"""What installers say of their progress, as news for people: what is fetched, and how far it is.

Each function takes a report and returns one that is fed with the installer's own lines. Addresses
are left out: what is fetched from where is the machine's own affair.
"""

from __future__ import annotations

import re

from bootstrap.console import Report

_PIP_FILE = re.compile(
    r"\s*Downloading (?:\S+/)?(?P<name>[^\s/]+?)(?:-py\S+|-cp\S+)? \((?P<size>.+)\)"
)
_PIP_BYTES = re.compile(r"Progress (?P<done>\d+) of (?P<whole>\d+)")
_PIP_WORK = re.compile(r"Installing collected packages: (?P<names>.+)")
_UV_BEGUN = re.compile(r"\s*(?:Downloading|Building) (?P<name>\S+)(?: \((?P<size>.+)\))?")
_UV_ENDED = re.compile(r"\s*(?:Downloaded|Built) (?P<name>\S+)")
_NPM_FILE = re.compile(r"npm http fetch GET 200 \S+/(?P<name>[^/\s]+)\.tgz\b")


def of_pip(report: Report) -> Report:
    """pip's lines, with ``--progress-bar raw``: the file under way, its size, how much is there."""
    file = ""

    def read(line: str) -> None:
        nonlocal file
        if match := _PIP_FILE.match(line):
            file = f"downloading {match['name']} ({match['size']})"
            report(file)
        elif match := _PIP_BYTES.match(line):
            share = int(match["done"]) / max(1, int(match["whole"]))
            report(f"{file or 'downloading'}: {share:.0%}")
        elif match := _PIP_WORK.match(line):
            names = match["names"].split(", ")
            report(f"installing {len(names)} packages: {', '.join(names)}")
        elif not line.startswith(("WARNING", "Looking in")):
            report(line)

    return read


def of_uv(report: Report) -> Report:
    """uv's lines: the large files that are under way, with their sizes, and how many are there."""
    waiting: dict[str, str] = {}
    there = 0

    def read(line: str) -> None:
        nonlocal there
        if match := _UV_BEGUN.match(line):
            waiting[match["name"]] = f" ({match['size']})" if match["size"] else ""
        elif match := _UV_ENDED.match(line):
            waiting.pop(match["name"], None)
            there += 1
        else:
            report(line)
            return
        under_way = ", ".join(f"{name}{size}" for name, size in waiting.items())
        report(f"downloaded {there} large files" + (f", now {under_way}" if under_way else ""))

    return read


def of_npm(report: Report) -> Report:
    """npm's lines, with ``--loglevel=http``: the package that came last, and how many did."""
    there = 0

    def read(line: str) -> None:
        nonlocal there
        if match := _NPM_FILE.match(line):
            there += 1
            report(f"downloaded {there} packages, the latest {match['name']}")
        elif not line.startswith("npm http"):
            report(line)

    return read
