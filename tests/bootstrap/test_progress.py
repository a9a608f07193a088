"""What is fetched and how far it is, in an installer's own words made short."""

from __future__ import annotations

from collections.abc import Callable

from bootstrap.console import Report
from bootstrap.progress import of_npm, of_pip, of_uv


def told(reader: Callable[[Report], Report], *lines: str) -> list[str]:
    news: list[str] = []
    read = reader(news.append)
    for line in lines:
        read(f"{line}\n")
    return [line.strip() for line in news]


def test_pip_names_the_file_its_size_and_the_share_that_is_there() -> None:
    assert told(
        of_pip,
        "Looking in indexes: https://mirror.example/simple",
        "Collecting torch==2.13.0",
        "  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (183.5 MB)",
        "Progress 91750000 of 183500000",
        "Progress 183500000 of 183500000",
        "WARNING: Location 'file:///mirror/torch/' is ignored",
        "Installing collected packages: mpmath, torch",
        "Successfully installed torch-2.13.0",
    ) == [
        "Collecting torch==2.13.0",
        "downloading torch-2.13.0 (183.5 MB)",
        "downloading torch-2.13.0 (183.5 MB): 50%",
        "downloading torch-2.13.0 (183.5 MB): 100%",
        "installing 2 packages: mpmath, torch",
        "Successfully installed torch-2.13.0",
    ]


def test_pip_names_files_at_an_address_without_it() -> None:
    assert told(
        of_pip, "  Downloading https://mirror.example/a/tiny-1.0-py3-none-any.whl (2 kB)"
    ) == ["downloading tiny-1.0 (2 kB)"]


def test_uv_names_the_large_files_under_way() -> None:
    assert told(
        of_uv,
        "Downloading scipy (33.7MiB)",
        "Downloading numpy (16.1MiB)",
        " Downloaded numpy",
        "   Building gevent==26.5.0",
        "      Built gevent==26.5.0",
        " Downloaded scipy",
        "Prepared 37 packages in 10.54s",
    ) == [
        "downloaded 0 large files, now scipy (33.7MiB)",
        "downloaded 0 large files, now scipy (33.7MiB), numpy (16.1MiB)",
        "downloaded 1 large files, now scipy (33.7MiB)",
        "downloaded 1 large files, now scipy (33.7MiB), gevent==26.5.0",
        "downloaded 2 large files, now scipy (33.7MiB)",
        "downloaded 3 large files",
        "Prepared 37 packages in 10.54s",
    ]


def test_npm_counts_packages_and_names_no_address() -> None:
    assert told(
        of_npm,
        "npm http fetch GET 200 https://mirror.example/idb/-/idb-8.0.4.tgz 31ms (cache miss)",
        "npm http cache https://mirror.example/idb 1ms",
        "npm http fetch GET 200 https://mirror.example/@biomejs/biome/-/biome-2.5.15.tgz 9ms",
        "added 30 packages in 9s",
    ) == [
        "downloaded 1 packages, the latest idb-8.0.4",
        "downloaded 2 packages, the latest biome-2.5.15",
        "added 30 packages in 9s",
    ]
