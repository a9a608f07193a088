"""From a checkpoint to the files in ``static/models``, in four steps."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.command import Say
from export.compress import compress
from export.errors import SourceError
from export.files import write_atomically, write_json
from export.manifest import FILE_NAME, RARE, describe, identify

if TYPE_CHECKING:
    from sam.modeling import Sam


def export_checkpoint(
    checkpoint: Path, out: Path, kind: str | None, precision: str, say: Say
) -> dict[str, Any]:
    """Export a checkpoint's decoder, check it, and write it with its manifest.

    Args:
        checkpoint: a state dict of any of the four kinds under the official names.
        out: the folder for the files, made if absent.
        kind: the kind it has to be; None takes whatever it is.
        precision: what the image encoder computes in, ``"float32"``.
        say: called with each line of progress.

    Returns:
        The manifest.

    Raises:
        SourceError: the checkpoint is not usable, or the folder cannot be written.
        DisagreementError: the graph does not compute what the network computes; nothing is written.
    """
    say(f"Exporting {checkpoint} to {out}")
    say("  1/4  loading the checkpoint")
    from sam.build import load_sam
    from sam.errors import SamError

    try:
        # Identified before it is read: a file replaced meanwhile then counts as not yet exported.
        identity = identify(checkpoint)
        model = load_sam(checkpoint, kind)
    except SamError as error:
        raise SourceError(str(error)) from error
    return export_model(model, identity, out, precision, say)


def export_model(
    model: Sam, checkpoint: dict[str, str], out: Path, precision: str, say: Say
) -> dict[str, Any]:
    """The same for a loaded model; ``checkpoint`` identifies the file its weights came from."""
    say(f"  2/4  writing the {model.kind} decoder as ONNX")
    from export.graphs import decoder_graphs
    from export.onnx_file import onnx_file
    from export.verify import verify_decoder

    graphs = {graph.name: onnx_file(graph) for graph in decoder_graphs(model)}
    say("  3/4  comparing it with PyTorch, in three photographs")
    agreement = verify_decoder(graphs, model)
    say(
        f"       {agreement.prompts} prompts agree: logits within {agreement.logits:.1e}, "
        f"predicted IoU within {agreement.iou:.1e}"
    )
    say("  4/4  putting the files in place")
    manifest = describe(model, graphs, checkpoint, precision)
    files = {name: out / entry["file"] for name, entry in manifest["graphs"].items()}
    for name, file in files.items():
        write_atomically(file, graphs[name])
        if name not in RARE:
            compress(file, lambda line: say(f"       {line}"))
    write_json(out / FILE_NAME, manifest)
    _remove_older(out, set(files.values()))
    size = sum(map(len, graphs.values()))
    say(f"{out / FILE_NAME} is ready: {len(files)} graphs, {size / 1e6:.1f} MB.")
    return manifest


def _remove_older(out: Path, current: set[Path]) -> None:
    """Remove graphs that no manifest names any more, and what was compressed from them; one that
    cannot be removed does no harm."""
    kept = tuple(file.name for file in current)
    for file in out.glob(f"[a-z]*-{'[0-9a-f]' * 12}.onnx*"):
        if not file.name.startswith(kept):
            with suppress(OSError):
                file.unlink()
