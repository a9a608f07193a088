"""What the user may choose: a flag counts before a variable, a variable before the default."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import pytest

from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.serve import command
from bootstrap.settings import KINDS, Settings, add_model_flags, add_serving_flags, read_settings
from sam.config import CONFIGS


def read(*flags: str, variables: Mapping[str, str] | None = None) -> Settings:
    parser = argparse.ArgumentParser()
    add_model_flags(parser)
    add_serving_flags(parser)
    return read_settings(parser.parse_args(flags), variables or {})


def test_without_a_choice_the_product_comes_as_it_is() -> None:
    assert read() == Settings() == Settings(None, None, None, "127.0.0.1", 8000)


def test_variables_choose() -> None:
    variables = {"PORT": "9000", "HOST": "0.0.0.0", "MODEL": "vit_b", "DEVICE": "cuda"}
    assert read(variables=variables) == Settings(
        model="vit_b", device="cuda", host="0.0.0.0", port=9000
    )


def test_a_flag_counts_before_a_variable() -> None:
    assert read("--port", "9001", variables={"PORT": "9000"}).port == 9001


def test_an_empty_variable_counts_as_absent() -> None:
    names = ("PORT", "HOST", "MODEL", "DEVICE", "CHECKPOINT")
    assert read(variables=dict.fromkeys(names, "")) == Settings()


@pytest.mark.parametrize("port", ["eight", "-1", "0", "65536", "80.0", "²"])
def test_a_wrong_port_is_quoted(port: str) -> None:
    with pytest.raises(BootstrapError, match=rf"PORT is '{port}': expected a whole number"):
        read(variables={"PORT": port})


@pytest.mark.parametrize("model", ["vit-b", "VIT_B", "sam"])
def test_a_wrong_model_is_quoted(model: str) -> None:
    with pytest.raises(BootstrapError, match=rf"MODEL is '{model}': expected one of vit_h, vit_l"):
        read(variables={"MODEL": model})


def test_every_kind_of_sam_can_be_chosen() -> None:
    assert set(KINDS) == set(CONFIGS)
    assert [read("--model", kind).model for kind in KINDS] == list(KINDS)
    assert read("--model", "mobile_sam").model == "vit_t"


def test_a_checkpoint_is_taken_from_where_the_command_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.pth").touch()
    assert read("--checkpoint", "mine.pth").checkpoint == tmp_path / "mine.pth"


def test_a_checkpoint_that_is_not_there_is_quoted() -> None:
    with pytest.raises(BootstrapError, match="CHECKPOINT names 'nowhere.pth', where there is no"):
        read(variables={"CHECKPOINT": "nowhere.pth"})


def test_the_server_is_told_all_of_it(project: Project) -> None:
    settings = Settings(model="vit_b", device="cuda", host="0.0.0.0", port=9000)
    words = " ".join(command(project, settings, project.weights / "mine.pth"))
    assert words == (
        f"{project.python} -m server --host 0.0.0.0 --port 9000 "
        f"--checkpoint {project.weights}/mine.pth --models {project.models} "
        "--model vit_b --device cuda"
    )


def test_the_server_decides_what_was_left_open(project: Project) -> None:
    words = command(project, Settings(), project.weights / "mobile_sam.pt")
    assert "--model" not in words and "--device" not in words
