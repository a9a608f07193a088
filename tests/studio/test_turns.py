"""Turns at the model, and places in line: whole pictures go before windows."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from sam.large import Window
from sam.modeling import Sam
from studio.encoder import SharedEncoder
from studio.errors import BusyError
from studio.places import Places
from studio.turns import Rank, Turns, UnwantedError
from tests.waiting import until


def test_the_more_urgent_goes_first_and_then_who_came_first() -> None:
    turns, order = Turns(), list[str]()
    ranks = {"ahead": Rank.AHEAD, "window": Rank.WINDOW, "late": Rank.AHEAD, "whole": Rank.WHOLE}

    def work(name: str) -> None:
        with turns.turn(lambda: ranks[name], lambda: True):
            order.append(name)

    threads = [threading.Thread(target=work, args=(name,)) for name in ranks]
    with turns.turn(lambda: Rank.JOB, lambda: True):
        for count, thread in enumerate(threads, 1):
            thread.start()
            until(lambda count=count: len(turns._waiting) == count)
        ranks["late"] = Rank.WHOLE  # somebody waits for it by now
    for thread in threads:
        thread.join(10)

    assert order == ["late", "whole", "window", "ahead"]


def test_who_is_not_wanted_any_more_leaves_the_line() -> None:
    turns = Turns()
    with turns.turn(lambda: Rank.WHOLE, lambda: True):
        with pytest.raises(UnwantedError), turns.turn(lambda: Rank.WHOLE, lambda: False):
            pytest.fail("it has no turn")
        assert not turns._waiting
    with turns.turn(lambda: Rank.AHEAD, lambda: True):
        pass


def test_windows_leave_places_to_whole_pictures(tiny: Sam) -> None:
    places = Places(3)
    encoder = SharedEncoder(tiny, 10**6, places)
    picture = np.zeros((300, 400, 3), np.uint8)
    window = Window(0, 0, 256, 256)
    with places.place(), places.place():
        with pytest.raises(BusyError):
            encoder.embedding("a", lambda: picture, window=window)
        whole = encoder.embedding("a", lambda: picture)
    part = encoder.embedding("a", lambda: picture, window=window)

    assert whole.shape == part.shape
    assert encoder.encodes == 2
