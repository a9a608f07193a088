"""Configurations refuse parts that do not fit together."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from sam.config import CONFIGS, TINY, TINY_T, PromptEncoderConfig


def test_published_kinds_share_one_frame() -> None:
    for config in CONFIGS.values():
        sizes = config.image_size, config.embedding_size, config.embed_dim, config.low_res_size
        assert sizes == (1024, 64, 256, 256)


def test_tiny_ones_share_another() -> None:
    for config in (TINY, TINY_T):
        assert (config.image_size, config.embedding_size, config.low_res_size) == (256, 16, 64)


def test_channels_have_to_agree() -> None:
    with pytest.raises(ValueError, match=r"\(32, 64, 32\) channels; expected the same number"):
        replace(TINY, prompt_encoder=PromptEncoderConfig(embed_dim=64))


def test_the_frame_has_to_divide_into_patches() -> None:
    with pytest.raises(ValueError, match="image_size 250 is not a multiple of the patch size 16"):
        replace(TINY, image_encoder=replace(TINY.image_encoder, image_size=250))


def test_configurations_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        TINY.kind = "other"  # type: ignore[misc]
