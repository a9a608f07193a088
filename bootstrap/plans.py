"""Which steps a command takes, in which order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bootstrap import chromium, interop, models, offline, packing, vendor, venv
from bootstrap import node as npm
from bootstrap.installer import installer
from bootstrap.node import Node
from bootstrap.project import Project
from bootstrap.settings import Settings
from bootstrap.steps import Step


def packages(project: Project) -> tuple[Node, list[Step]]:
    """Python's environment, Node, and the packages of both; and the Node to use."""
    own = npm.installed(project)
    node = own or npm.from_wheel(project)
    return node, [
        venv.environment(project),
        installer(project),
        venv.packages(project),
        *([] if own else [npm.wheel(project)]),
        npm.packages(project, node),
    ]


def serving(project: Project, settings: Settings) -> tuple[Callable[[], Path], list[Step]]:
    """All that the server needs; and a function that tells the checkpoint, after the steps."""
    if offline.is_bundle(project):
        return _bundled(project, settings)
    node, steps = packages(project)
    page = [*vendor.vendor(project), packing.packing(project, node)]
    words = [venv.text_packages(project)] if settings.text else []
    return _product(project, settings, [*steps, *words, *page])


def linting(project: Project) -> tuple[Node, list[Step]]:
    """All that format, lint and type checks need; and the Node to use.

    What the page's modules import of the npm packages too, for its types.
    """
    node, steps = packages(project)
    return node, [*steps, venv.test_packages(project), *vendor.modules(project)]


def fuzzing(project: Project) -> tuple[Node, list[Step]]:
    """All that a server with random weights needs, and the hunts; and the Node to use."""
    node, steps = packages(project)
    page = [*vendor.vendor(project), packing.packing(project, node)]
    return node, [*steps, venv.test_packages(project), *page]


def fetching(project: Project) -> list[Step]:
    """All that downloading weights needs."""
    return [venv.environment(project), installer(project), venv.packages(project)]


def batching(project: Project) -> list[Step]:
    """The product, and all that batches on a cluster need."""
    _, steps = packages(project)
    return [*steps, venv.batch_packages(project), models.weights(project)]


def batch_testing(project: Project) -> list[Step]:
    """That, and what tests of it need."""
    return [*batching(project), venv.test_packages(project)]


def reading_words(project: Project) -> list[Step]:
    """The product's packages, and all that words as prompts need."""
    return [*fetching(project), venv.text_packages(project)]


def testing_words(project: Project) -> list[Step]:
    """That, and what tests of it need."""
    return [*reading_words(project), venv.test_packages(project), models.weights(project)]


def locking(project: Project) -> list[Step]:
    """All that resolving the requirements anew needs."""
    return [venv.environment(project), installer(project)]


def auditing(project: Project) -> tuple[Node, list[Step]]:
    """All that asking after known weaknesses needs; and the Node to use."""
    own = npm.installed(project)
    steps = [
        venv.environment(project),
        installer(project),
        venv.packages(project),
        venv.test_packages(project),
    ]
    return own or npm.from_wheel(project), [*steps, *([] if own else [npm.wheel(project)])]


def testing(project: Project) -> tuple[Node, list[Step]]:
    """The product with its default weights and all that every suite needs; and the Node to use."""
    node, steps = fuzzing(project)
    browser = [] if chromium.installed() else [chromium.chromium(project)]
    _, product = _product(project, Settings(), steps)
    return node, [*product, *browser]


def comparing(project: Project) -> list[Step]:
    """All that holding ours against the published package needs: it, and the default weights."""
    _, steps = packages(project)
    return [
        *steps,
        venv.test_packages(project),
        models.weights(project),
        interop.published_package(project),
        interop.readers(project),
    ]


def measuring(project: Project) -> list[Step]:
    """All that the measurements and the screenshots need: the product, Chromium, what drives it.

    A bundle brings only the product.
    """
    if offline.is_bundle(project):
        return serving(project, Settings())[1]
    return testing(project)[1]


def _bundled(project: Project, settings: Settings) -> tuple[Callable[[], Path], list[Step]]:
    """What a bundle does not bring ready-made: the environment, and a decoder for other weights."""
    find = models.checkpoint_finder(project, settings)
    decoder = models.decoder(project, settings, find)
    steps = [offline.check(project), venv.environment(project), venv.packages(project)]
    # A stamp says that the decoder that came along was replaced, for other weights than now maybe.
    ready = models.uses_default_weights(settings) and not decoder.stamp.exists()
    return find, steps if ready else [*steps, decoder]


def _product(
    project: Project, settings: Settings, steps: list[Step]
) -> tuple[Callable[[], Path], list[Step]]:
    """What stands on the packages: the weights and the decoder."""
    find = models.checkpoint_finder(project, settings)
    rebuilt = [models.weights(project)] if models.uses_default_weights(settings) else []
    decoder = models.decoder(project, settings, find)
    return find, [*steps, *rebuilt, decoder]
