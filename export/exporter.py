"""From a checkpoint to a decoder's folder in ``static/models``, in four steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.command import Say
from export.compress import compress
from export.decoders import MANIFEST, WEIGHTS, folder_of, put_in_force
from export.errors import SourceError
from export.files import write_atomically, write_json
from export.manifest import RARE, describe, identify
from export.retire import remove_unused, stamp

if TYPE_CHECKING:
    from sam.modeling import Sam


def export_checkpoint(
    checkpoint: Path, out: Path, kind: str | None, precision: str, say: Say
) -> dict[str, Any]:
    """Export a checkpoint's decoder, check it, write it with its manifest, and put it in force.

    Args:
        checkpoint: a state dict of any of the four kinds under the official names.
        out: the folder of all decoders, made if absent.
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
    manifest = export_model(model, identity, out, precision, say)
    put_in_force(out, manifest["decoder_fingerprint"])
    remove_unused(out)
    return manifest


def export_model(
    model: Sam, checkpoint: dict[str, str], out: Path, precision: str, say: Say
) -> dict[str, Any]:
    """The same for a loaded model, which is rounded first; which decoder is in force stays.

    Args:
        model: as it was loaded or tuned, in evaluation mode, on the CPU.
        checkpoint: identifies the file that its weights came from, or that it was tuned from.
        out, precision, say: as above.
    """
    say(f"  2/4  writing the {model.kind} decoder as ONNX")
    from safetensors.torch import save

    from export.graphs import decoder_graphs
    from export.onnx_file import onnx_file
    from export.verify import verify_decoder
    from sam.errors import CheckpointError
    from sam.rounding import halves, with_decoder

    try:
        tensors = halves(model)
    except CheckpointError as error:
        raise SourceError(str(error)) from error
    model = with_decoder(model, tensors)
    graphs = {graph.name: onnx_file(graph) for graph in decoder_graphs(model)}
    say("  3/4  comparing it with PyTorch, in three photographs")
    agreement = verify_decoder(graphs, model)
    say(
        f"       {agreement.prompts} prompts agree: logits within {agreement.logits:.1e}, "
        f"predicted IoU within {agreement.iou:.1e}"
    )
    say("  4/4  putting the files in place")
    weights = save(tensors)
    manifest = describe(model, graphs, weights, checkpoint, precision)
    folder = folder_of(out, manifest["decoder_fingerprint"])
    files = {name: folder / entry["file"] for name, entry in manifest["graphs"].items()}
    for name, file in files.items():
        write_atomically(file, graphs[name])
        if name not in RARE:
            compress(file, lambda line: say(f"       {line}"))
    write_atomically(folder / WEIGHTS, weights)
    stamp(out)
    write_json(folder / MANIFEST, manifest)
    size = sum(map(len, graphs.values()))
    say(f"{folder / MANIFEST} is ready: {len(files)} graphs, {size / 1e6:.1f} MB.")
    return manifest
