"""Pictures of a project's page, to be looked at: every scene in both languages and themes, on a
desk and on a phone.

One server, one project with people, photographs of scikit-image's package with the masks that the
general check has of them, and a round that is over. The few pictures that the documentation shows
are among the scenes of :mod:`docs.screenshots`, which come from here.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, expect

from benchmarks.browser.visitor import PATIENCE, visiting
from dataengine import Client, DataEngine
from dataengine.store import tasks
from dataengine.training.general.pictures import ROLES, GeneralPicture, general_pictures

Language = Literal["en", "zh"]
Theme = Literal["light", "dark"]

LABELS = ("cup", "coin", "stone", "person", "helmet", "eye", "wheel", "rocket", "camera", "galaxy")
"""The project's; objects with other labels are left out."""

EXHAUSTIVE = {"coins": "coin", "gravel": "stone"}
"""Accepted pictures, and of which label every object is marked in them."""


@dataclass(frozen=True)
class Projects:
    """A server with a project to look at.

    Attributes:
        address: of the server.
        project: id.
        people: by name, as a browser remembers who works.
        annotator: whose pictures they are.
        submitted: id of the picture that is to be reviewed.
    """

    address: str
    project: str
    people: Mapping[str, str]
    annotator: Client
    submitted: str


def fill(address: str, data: Path) -> Projects:
    """Make the project.

    Args:
        address: of a server that trains nothing itself.
        data: its folder of projects.
    """
    ada, ben, cleo = (Client(address, person=name) for name in ("Ada", "Ben", "Cleo"))
    ada.send("PATCH", f"/people/{cleo.person['id']}", {"role": "reviewer"})
    labels = [
        {"name": name, **({"key": str(i)} if i <= 9 else {})} for i, name in enumerate(LABELS, 1)
    ]
    project = str(
        ada.make_project(
            "Things in photographs",
            labels=labels,
            guideline="Mark each thing that can be told from its neighbours, shadows left out.",
        )["id"]
    )
    pictures = {each.name: each for role in ROLES for each in general_pictures(role)}
    ids = {
        name: ada.add_picture(project, each.path)["id"] for name, each in sorted(pictures.items())
    }
    for name, label in EXHAUSTIVE.items():
        _mark(cleo, project, ids[name], pictures[name])
        cleo.act(project, ids[name], "submit", exhaustive=[label])
        ada.act(project, ids[name], "accept")
    ada.send("PUT", f"/projects/{project}/pictures/{ids['coins']}/gold")
    ada.send("PUT", f"/projects/{project}/gold", {"rate": 0.1})
    # Ben overlooks one of the coins.
    _mark(ben, project, ids["coins"], pictures["coins"], leave=1)
    ben.act(project, ids["coins"], "submit")
    for name in ("coffee", "chelsea", "astronaut"):
        _mark(ben, project, ids[name], pictures[name])
    for name in ("coffee", "chelsea"):
        ben.act(project, ids[name], "submit", exhaustive=["cup", "eye"])
    _say(cleo, project, ids["chelsea"], "The pupil alone is no eye.", (230.5, 100.5))
    cleo.act(project, ids["chelsea"], "return", comment="Please look at the eyes again.")
    _say(ben, project, ids["coffee"], "Is the saucer part of the cup?", (330.5, 290.5))
    ben.act(project, ids["ihc"], "skip")
    _times(ben, project, ids["astronaut"])
    _round(ada, project, data)
    people = {
        each.person["name"]: json.dumps(
            {
                **{key: each.person[key] for key in ("id", "name")},
                "role": role,
                "token": "",
            }
        )
        for each, role in ((ada, "lead"), (ben, "annotator"), (cleo, "reviewer"))
    }
    return Projects(address, project, people, ben, ids["coffee"])


def _mark(
    client: Client, project: str, picture: str, marked: GeneralPicture, leave: int = 0
) -> None:
    """Give a picture the objects that are known of it, but for some of them."""
    known = [each for each in marked.annotations if each.label in LABELS]
    changes = []
    for rank, each in enumerate(known[: len(known) - leave], 1):
        name = str(uuid.uuid4())
        record = each.to_dict() | {"id": name, "name": f"{each.label} {rank}"}
        changes.append(
            {
                "annotation_id": name,
                "revision": f"scene.{name}",
                "predecessor": None,
                "rank": rank,
                "record": record,
            }
        )
    client.save(project, picture, changes)


def _say(client: Client, project: str, picture: str, text: str, place: tuple[float, float]) -> None:
    x, y = place
    said = {"text": text, "annotation_id": None, "x": x, "y": y, "answers": None}
    client.send("POST", f"/projects/{project}/pictures/{picture}/comments", said)


def _times(client: Client, project: str, picture: str) -> None:
    """Sixty masks in ten days, with a retraining halfway."""
    timings = [
        {
            "id": str(uuid.uuid4()),
            "picture_id": picture,
            "annotation_id": str(uuid.uuid4()),
            "label": LABELS[number % 4],
            "stage": "annotate",
            "decoder": ("a" if number < 30 else "b") * 64,
            "active_ms": (34_000 if number < 30 else 14_000) + 1_700 * (number % 7),
            "clicks": 4 - (number >= 30) - number % 2,
            "corrections": number % 3,
            "at": f"2026-11-{10 + number // 6:02}T12:{number % 60:02}:00Z",
        }
        for number in range(60)
    ]
    client.send("POST", f"/projects/{project}/timings", {"timings": timings})


def _round(lead: Client, project: str, data: Path) -> None:
    """A round that is over, with one decoder that was refused and one that may be used here."""
    round_id = lead.send("POST", f"/projects/{project}/rounds", {})["id"]
    change = {"before": 0.766, "after": 0.821, "lower": 0.031, "upper": 0.078}
    measures = dict.fromkeys(("one_click", "best_of_3", "three_clicks", "box"), change)
    decoder: dict[str, Any] = {
        "share": 0.5,
        "kind": "refused",
        "reasons": ["A box falls by 0.020, from 0.700 to 0.680; less than 0.01 is allowed."],
        "own": measures,
        "general": measures,
    }
    result = {
        "pictures": {"train": 20, "stop": 4, "gate": 9},
        "seconds": 412.0,
        "notes": [],
        "safe": decoder,
        "specialist": decoder
        | {"share": 1.0, "kind": "specialist", "reasons": [], "decoder_fingerprint": "c" * 64},
    }
    curve = [[steps, 0.60 + 0.2 * (1 - 0.97**steps)] for steps in range(0, 200, 20)]
    progress = {"phase": "exporting", "done": 1, "total": 1, "seconds_left": 0, "curve": curve}
    engine = DataEngine(data)
    try:
        with engine.writing() as tx:
            tasks.claim_one(tx, round_id, "scenes")
            tasks.beat(tx, round_id, "scenes", progress)
            tasks.end(tx, round_id, "scenes", result)
    finally:
        engine.close()


@dataclass(frozen=True)
class Place:
    """Where a scene is, and who is there.

    Attributes:
        person: their name.
        play: brings the page there from the project's pictures, or its tab, and returns when it can
            be seen.
        tab: of the project's page.
    """

    person: str
    play: Callable[[Page], None]
    tab: str = ""


def _at_rest(page: Page) -> None:
    """Pictures are there, and nothing is under way."""
    # The feed stays open, so that the network is never idle.
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.wait_for_timeout(500)


def grid(page: Page) -> None:
    """The pictures, with states, people and comments."""
    # As many as there is room for.
    expect(page.get_by_test_id("project-picture").nth(5)).to_be_visible(timeout=PATIENCE)
    _at_rest(page)


def annotating(page: Page) -> None:
    """A picture of the queue with a mask that is not kept yet."""
    page.get_by_test_id("project-picture").filter(has_text="astronaut").locator("button").click()
    _ready(page)
    box = page.get_by_test_id("frame").bounding_box()
    assert box is not None  # a picture is on the stage
    place = box["x"] + 0.05 * box["width"], box["y"] + 0.35 * box["height"]
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        page.touchscreen.tap(*place)
    else:
        page.mouse.click(*place)
    page.wait_for_selector("body[data-mask=shown]")
    page.mouse.move(2, 2)
    _at_rest(page)


def returned(page: Page) -> None:
    """What was returned comes first, and says why."""
    page.get_by_test_id("project-annotate").click()
    _ready(page)
    expect(page.get_by_test_id("comment").first).to_be_visible(timeout=PATIENCE)
    _at_rest(page)


def submitted(page: Page) -> None:
    """A picture that its annotator submitted, and could take back."""
    page.get_by_test_id("project-picture").filter(has_text="coffee").locator("button").click()
    _ready(page)
    expect(page.get_by_test_id("work-lock")).to_be_visible(timeout=PATIENCE)
    _at_rest(page)


def review(page: Page) -> None:
    """A submitted picture before a reviewer, who is asked why it is returned."""
    page.get_by_test_id("project-review").click()
    _ready(page)
    expect(page.get_by_test_id("pin").first).to_be_visible(timeout=PATIENCE)
    _at_rest(page)


def more(page: Page) -> None:
    """What is seldom done with a picture, as a lead sees it."""
    page.get_by_test_id("project-picture").filter(has_text="gravel").locator("button").click()
    _ready(page)
    page.get_by_test_id("work-more").click()
    expect(page.get_by_test_id("work-gold")).to_be_enabled(timeout=PATIENCE)
    _at_rest(page)


def learning(page: Page) -> None:
    """A round that is over."""
    expect(page.get_by_test_id("learn-round").first).to_be_visible(timeout=PATIENCE)
    _at_rest(page)


def gold(page: Page) -> None:
    """How people did on gold pictures."""
    expect(page.get_by_test_id("gold-score").first).to_be_visible(timeout=PATIENCE)
    _at_rest(page)


def time(page: Page) -> None:
    """Seconds a mask over time."""
    expect(page.locator(".chart canvas").first).to_be_visible(timeout=PATIENCE)
    _at_rest(page)


def _ready(page: Page) -> None:
    page.wait_for_selector("body[data-home=closed][data-phase=ready]")


PLACES: Mapping[str, Place] = {
    "grid": Place("Ada", grid),
    "labels": Place("Ada", _at_rest, "labels"),
    "people": Place("Ada", _at_rest, "people"),
    "time": Place("Ada", time, "time"),
    "gold": Place("Ada", gold, "gold"),
    "learning": Place("Ada", learning, "learning"),
    "settings": Place("Ada", _at_rest, "settings"),
    "more": Place("Ada", more),
    "review": Place("Cleo", review),
    "annotating": Place("Ben", annotating),
    "returned": Place("Ben", returned),
    "submitted": Place("Ben", submitted),
}
"""The scenes, those of one person behind each other."""


def go(page: Page, projects: Projects, name: str) -> None:
    """Bring the page to a scene."""
    place = PLACES[name]
    if page.locator("body[data-mask=shown]").count():
        # A mask of the scene before would not be left behind.
        page.locator("#stage").focus()
        page.keyboard.press("Escape")
        page.wait_for_selector("body[data-mask=none]")
    # Who was at it in the scene before keeps it out of others' queues.
    lease = f"/projects/{projects.project}/pictures/{projects.submitted}/lease"
    projects.annotator.send("DELETE", lease)
    tab = f"/{place.tab}" if place.tab else ""
    wanted = projects.people[place.person]
    kept = page.evaluate("JSON.parse(localStorage.getItem('person') || '{}').id ?? null")
    address = f"{projects.address}/#project/{projects.project}{tab}"
    if kept == json.loads(wanted)["id"]:
        page.goto(f"{projects.address}/#")
        page.goto(address)
    else:
        page.evaluate("(who) => localStorage.setItem('person', who)", wanted)
        page.goto(address)
        page.reload()
        page.wait_for_selector("body[data-model=ready]")
    if page.get_by_test_id("work-back").is_visible():
        page.get_by_test_id("work-back").click()
    place.play(page)


def take_all(
    browser: Browser, projects: Projects, folder: Path, names: Sequence[str]
) -> Iterator[Path]:
    """Take scenes in every variant.

    Args:
        folder: where the PNGs go, made where there is none.
        names: of the scenes.

    Yields:
        Each file, as it is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    languages: tuple[Language, ...] = ("en", "zh")
    themes: tuple[Theme, ...] = ("light", "dark")
    for phone, language in product((False, True), languages):
        with _visit(browser, projects, phone, language) as page:
            for name in names:
                go(page, projects, name)
                for theme in themes:
                    page.emulate_media(color_scheme=theme)
                    page.wait_for_timeout(200)
                    size = "phone" if phone else "desk"
                    file = folder / f"{name}-{size}-{language}-{theme}.png"
                    page.screenshot(path=file)
                    yield file


def take_one(browser: Browser, projects: Projects, name: str) -> bytes:
    """A scene as PNG, on a desk, in English and in the light theme."""
    with _visit(browser, projects, False, "en") as page:
        go(page, projects, name)
        return page.screenshot()


@contextmanager
def _visit(browser: Browser, projects: Projects, phone: bool, language: Language) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
        is_mobile=phone,
        has_touch=phone,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB" if language == "en" else "zh-CN",
    )
    with context, visiting(context, projects.address) as visitor:
        yield visitor.page
