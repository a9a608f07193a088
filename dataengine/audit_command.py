"""``python -m dataengine audit``: how good the masks of a batch are, as people find."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from dataengine.acting_lead import acting_lead

if TYPE_CHECKING:
    from dataengine.audit.shares import Corrected
    from dataengine.batch.places import Place
    from dataengine.engine import DataEngine
    from dataengine.records import Person, Project

SHOWN = 20
"""Duplicated pictures that are named."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    """Declare the command."""
    audit = commands.add_parser(
        "audit",
        parents=[where],
        help="draws pictures or masks of a batch for people to correct, and says how good they are",
        description="Draws pictures or masks of a batch into a project for people to correct; "
        "then, and without a draw, prints how far they had to be corrected, and which pictures "
        "the batch has twice.",
    )
    audit.add_argument("target", metavar="TARGET", help="what `batch` wrote: a folder or its URL")
    audit.add_argument("project", metavar="PROJECT", help="its name; made where there is none")
    draw = audit.add_mutually_exclusive_group()
    draw.add_argument("--pictures", type=int, metavar="N", help="draws so many, with all masks")
    draw.add_argument("--masks", type=int, metavar="N", help="draws so many from all pictures")
    audit.add_argument("--seed", type=int, default=0, help="of the draw (default: 0)")
    audit.add_argument("--person", metavar="NAME", help="who draws them (default: a lead)")


def run(given: argparse.Namespace) -> int:
    """Draw, where that is asked for, and print what people found."""
    from dataengine.audit.corrections import corrections
    from dataengine.batch.errors import BatchError
    from dataengine.batch.places import Place, canonical
    from dataengine.engine import DataEngine
    from dataengine.folders import project_called
    from dataengine.store import people

    for name in ("pictures", "masks"):
        value = getattr(given, name)
        if value is not None and value < 1:
            raise BatchError(f"--{name} is {value}; expected 1 or more.")
    target = Place(canonical(given.target))
    engine = DataEngine(given.data_dir, given.database)
    try:
        if given.pictures is not None or given.masks is not None:
            with engine.writing() as tx:
                if not people.every(tx):
                    people.make(tx, given.person or "Operator")
            _draw(given, engine, target, acting_lead(engine, given.person))
        project = project_called(engine, given.project)
        with engine.reading(acting_lead(engine, given.person)) as tx:
            found, count = corrections(tx, project)
    finally:
        engine.close()
    _say_shares(found, count)
    _say_duplicates(target)
    return 0


def _draw(given: argparse.Namespace, engine: DataEngine, target: Place, lead: Person) -> None:
    from dataengine.audit.draw import choose_masks, choose_pictures, draw
    from dataengine.batch import catalog
    from dataengine.batch.errors import BatchError

    pictures = catalog.kept(target)
    if pictures is None:
        raise BatchError(f"{target} is no batch: it has no {catalog.NAME}.")
    if given.pictures is not None:
        chosen = choose_pictures(target, given.pictures, given.seed)
    else:
        chosen = choose_masks(target, given.masks, given.seed)
    project = _project(engine, given.project, lead, given.masks is not None)
    drawn = draw(engine, project, lead, target, pictures, chosen, _warn)
    print(f"{project.name} has {drawn.pictures:,} drawn pictures; {drawn.masks:,} masks are new.")


def _project(engine: DataEngine, name: str, lead: Person, of_masks: bool) -> Project:
    from dataengine.audit.draw import GUIDELINE, GUIDELINE_OF_MASKS, GUIDELINE_OF_PICTURES
    from dataengine.store import projects

    with engine.writing(lead) as tx:
        for each in projects.every(tx):
            if each.name == name:
                return each
        last = GUIDELINE_OF_MASKS if of_masks else GUIDELINE_OF_PICTURES
        return projects.make(tx, name, f"{GUIDELINE} {last}")


def _say_shares(found: list[Corrected], count: int) -> None:
    from dataengine.audit.shares import PAPER, THRESHOLDS, shares

    pairs = sum(len(each.ious) for each in found)
    removed, added = sum(each.removed for each in found), sum(each.added for each in found)
    print(f"People have submitted {len(found)} of {count} pictures.")
    if not pairs + removed:
        print("No drawn mask is among them yet; when some are, the same command says how good.")
        return
    if pairs:
        print(f"Of {pairs:,} masks that were kept or corrected:")
        for each in shares(found):
            print(f"  {each}")
    print(f"{removed:,} masks were removed; {added:,} objects that had none were added.")
    if removed:
        print("Counting those that were removed as wrong:")
        for each in shares(found, with_removed=True):
            print(f"  {each}")
    paper = ", ".join(
        f"{100 * share:.0f} % above {above:.2f}"
        for share, above in zip(PAPER, THRESHOLDS, strict=True)
    )
    print(f"(SA-1B: {paper}; 95 % intervals, over pictures.)")


def _say_duplicates(target: Place) -> None:
    from dataengine.audit.duplicates import look_alike, same_files
    from dataengine.batch.errors import BatchError

    same = same_files(target)
    print(f"{sum(len(each) - 1 for each in same):,} pictures are there again under another name.")
    for names in same[:SHOWN]:
        print(f"  {' = '.join(names[:SHOWN])}")
    try:
        alike = look_alike(target)
    except BatchError as error:
        print(f"Whether different files show the same was not looked at: {error}")
        return
    print(f"{len(alike):,} pairs of different files look alike.")
    for pair in alike[:SHOWN]:
        print(f"  {pair.first} ~ {pair.second} ({pair.cosine:.2f})")


def _warn(line: str) -> None:
    print(line, file=sys.stderr)
