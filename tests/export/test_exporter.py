"""``python -m export`` on a small model: what it writes, when, and when it refuses."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import CompletedProcess

import onnx
import onnxruntime
import pytest
import torch

from export import exporter
from export.__main__ import main
from export.errors import DisagreementError, SourceError
from export.exporter import export_model
from export.files import sha256_of
from export.golden import golden_case
from export.manifest import is_up_to_date
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam

Run = Callable[..., "CompletedProcess[str]"]
ORIGIN = {"file": "tiny.pt", "sha256": "0" * 64}


def _manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text())


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _with_siblings(names: Iterable[str]) -> set[str]:
    return {name + suffix for name in names for suffix in ("", ".br", ".gz")}


def _export(model: Sam, out: Path) -> dict:
    return export_model(model, ORIGIN, out, "float32", lambda line: None)


@pytest.fixture
def folder(tiny_export: Path, tmp_path: Path) -> Path:
    """A copy of the small model's export, to be changed."""
    return Path(shutil.copytree(tiny_export, tmp_path / "models"))


@pytest.fixture
def tuned(tiny_model: Sam) -> Sam:
    """The small model with another mask decoder, as after tuning."""
    model = copy.deepcopy(tiny_model)
    with torch.no_grad():
        model.mask_decoder.mask_tokens.weight.mul_(1.5)
    return model


def _shapes(tensors: list[dict]) -> dict[str, list]:
    return {tensor["name"]: tensor["shape"] for tensor in tensors}


def test_another_process_exports_the_same_bytes_and_says_how_far_it_is(
    tiny_checkpoint: Path, tiny_export: Path, tmp_path: Path, run_python: Run
) -> None:
    done = run_python("-m", "export", "--checkpoint", tiny_checkpoint, "--out", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    steps = [line.split()[0] for line in done.stdout.splitlines() if "/4" in line[:6]]
    assert steps == ["1/4", "2/4", "3/4", "4/4"]
    assert _content(tmp_path) == _content(tiny_export)


def test_the_manifest_is_complete_and_true(
    tiny_model: Sam, tiny_checkpoint: Path, tiny_export: Path
) -> None:
    manifest = _manifest(tiny_export)
    graphs = manifest.pop("graphs")
    assert list(graphs) == ["prepare", "mask", "decode", "plain"]
    files = {name: tiny_export / graph["file"] for name, graph in graphs.items()}
    assert {path.name for path in tiny_export.iterdir()} == {
        "manifest.json",
        *_with_siblings(file.name for name, file in files.items() if name != "plain"),
        files["plain"].name,
    }
    for name, graph in graphs.items():
        file = files[name]
        assert file.name == f"{name}-{sha256_of(file)[:12]}.onnx"
        assert graph["sha256"] == sha256_of(file)
        assert graph["bytes"] == file.stat().st_size
        assert graph["opset"] == onnx.load(file).opset_import[0].version >= 17
        session = onnxruntime.InferenceSession(file)
        for part, values in (("inputs", session.get_inputs()), ("outputs", session.get_outputs())):
            assert graph[part] == [
                {"name": value.name, "shape": value.shape, "dtype": "float32"} for value in values
            ]
            assert {value.type for value in values} == {"tensor(float)"}

    image = _shapes(graphs["prepare"]["outputs"])
    assert _shapes(graphs["prepare"]["inputs"]) == {"image_embeddings": [1, 32, 16, 16]}
    assert image["raised"] == [256, 32]
    assert image.pop("mask_rows") == [1, 256]
    points = {"point_coords": [1, "num_points", 2], "point_labels": [1, "num_points"]}
    rows = {"mask_rows": ["num_rows", 256]}
    assert _shapes(graphs["decode"]["inputs"]) == image | rows | points
    assert _shapes(graphs["decode"]["outputs"]) == {
        "low_res_masks": [1, 4, 64, 64],
        "iou_predictions": [1, 4],
    }
    assert _shapes(graphs["plain"]["inputs"]) == {
        "image_embeddings": [1, 32, 16, 16],
        **points,
        "mask_input": [1, 1, 64, 64],
        "has_mask_input": [1],
    }
    assert graphs["plain"]["outputs"] == graphs["decode"]["outputs"]
    assert _shapes(graphs["mask"]["inputs"]) == {"mask_input": [1, 1, 64, 64]}
    assert _shapes(graphs["mask"]["outputs"]) == {"corrected_mask_rows": [17, 256]}

    assert len(manifest.pop("exported_by")) == 64
    assert manifest == {
        "format": 3,
        "kind": "tiny_t",
        "image_size": 256,
        "mask_threshold": 0.0,
        "encoder_fingerprint": encoder_fingerprint(tiny_model),
        "decoder_fingerprint": decoder_fingerprint(tiny_model),
        "precision": "float32",
        "preprocessing": 1,
        "embedding": {"shape": [1, 32, 16, 16]},
        "golden": golden_case(tiny_model),
        "checkpoint": {"file": "tiny.pt", "sha256": sha256_of(tiny_checkpoint)},
    }


def test_each_graph_stands_alone_and_names_no_source_file(
    tiny_export: Path, repo_root: Path
) -> None:
    for entry in _manifest(tiny_export)["graphs"].values():
        content = (tiny_export / entry["file"]).read_bytes()
        assert str(repo_root).encode() not in content
        assert b".py" not in content
        graph = onnx.load_from_string(content).graph
        assert not any(onnx.external_data_helper.uses_external_data(t) for t in graph.initializer)
        assert {node.domain for node in graph.node} == {""}


def test_a_tuned_decoder_replaces_the_file_and_keeps_the_encoders_fingerprint(
    tuned: Sam, folder: Path
) -> None:
    before = _manifest(folder)
    (folder / "decode-notes.onnx").write_text("somebody's own")
    _export(tuned, folder)
    after = _manifest(folder)
    assert after["encoder_fingerprint"] == before["encoder_fingerprint"]
    assert after["decoder_fingerprint"] != before["decoder_fingerprint"]
    plain = after["graphs"].pop("plain")["file"]
    files = _with_siblings(graph["file"] for graph in after["graphs"].values())
    assert {path.name for path in folder.iterdir()} == {
        *files,
        plain,
        "decode-notes.onnx",
        "manifest.json",
    }
    assert after["graphs"]["decode"]["file"] != before["graphs"]["decode"]["file"]
    assert after["graphs"]["prepare"] == before["graphs"]["prepare"]


def test_an_export_that_stops_before_its_manifest_leaves_the_old_one_working(
    tiny_model: Sam, tiny_export: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _manifest(folder)["graphs"]
    monkeypatch.setattr(
        "export.onnx_file.onnx_file",
        lambda graph: _renamed((folder / files[graph.name]["file"]).read_bytes()),
    )

    def fail(path: Path, content: dict) -> None:
        raise SourceError(f"{path} cannot be written: No space left on device.")

    monkeypatch.setattr(exporter, "write_json", fail)
    with pytest.raises(SourceError, match="No space left"):
        _export(tiny_model, folder)
    assert _content(tiny_export).items() <= _content(folder).items()


def _renamed(graph: bytes) -> bytes:
    """The same graph under another name, and so another file."""
    proto = onnx.load_from_string(graph)
    proto.graph.name = "another"
    return proto.SerializeToString(deterministic=True)


@pytest.mark.parametrize(
    ("name", "weight"),
    [
        ("decode", "prompt_encoder.not_a_point_embed.weight"),  # counts where there is no box
        ("decode", "prompt_encoder.point_embeddings.3.weight"),  # only where there is one
        ("decode", "mask_decoder.output_hypernetworks_mlps.3.layers.2.weight"),  # the last token
        ("decode", "mask_decoder.iou_prediction_head.layers.2.bias"),  # not for the masks
        ("mask", "shrink.0.weight"),  # only where a mask is refined
        ("prepare", "second_rows"),
        ("plain", "prompt_encoder.point_embeddings.1.weight"),
        ("plain", "prompt_encoder.mask_downscaling.6.weight"),  # only where a mask is refined
    ],
)
def test_a_graph_that_disagrees_is_never_written(
    tiny_model: Sam,
    tiny_export: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    weight: str,
) -> None:
    files = _manifest(folder)["graphs"]
    contents = {each: (folder / entry["file"]).read_bytes() for each, entry in files.items()}
    proto = onnx.load_from_string(contents[name])
    values = {tensor.name: tensor for tensor in proto.graph.initializer}
    tampered = onnx.numpy_helper.to_array(values[weight]) * 1.01
    values[weight].CopyFrom(onnx.numpy_helper.from_array(tampered, weight))
    contents[name] = proto.SerializeToString(deterministic=True)

    monkeypatch.setattr("export.onnx_file.onnx_file", lambda graph: contents[graph.name])
    with pytest.raises(DisagreementError, match="disagrees .* largest difference is .* allowed"):
        _export(tiny_model, folder)
    assert _content(folder) == _content(tiny_export)


def test_a_second_run_finds_nothing_to_do_without_loading_torch(
    tiny_checkpoint: Path, tiny_export: Path, run_python: Run
) -> None:
    script = (
        "import sys; from export.__main__ import main\n"
        "code = main(['--checkpoint', sys.argv[1], '--out', sys.argv[2]])\n"
        "assert not {'torch', 'onnx', 'numpy'} & sys.modules.keys(), 'something heavy is loaded'\n"
        "sys.exit(code)"
    )
    done = run_python("-c", script, tiny_checkpoint, tiny_export)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{tiny_export} is up to date with {tiny_checkpoint}.\n"


def test_up_to_date_means_the_same_checkpoint_files_kind_and_precision(
    tiny_checkpoint: Path, folder: Path, tmp_path: Path
) -> None:
    assert is_up_to_date(tiny_checkpoint, folder, None, "float32")
    assert is_up_to_date(tiny_checkpoint, folder, "tiny_t", "float32")
    assert not is_up_to_date(tiny_checkpoint, folder, "vit_b", "float32")
    assert not is_up_to_date(tiny_checkpoint, folder, None, "float16")
    assert not is_up_to_date(tiny_checkpoint, tmp_path / "absent", None, "float32")

    other = tmp_path / "tiny.pt"
    other.write_bytes(tiny_checkpoint.read_bytes() + b"\0")
    assert not is_up_to_date(other, folder, None, "float32")

    graph = folder / _manifest(folder)["graphs"]["mask"]["file"]
    whole = graph.read_bytes()
    graph.write_bytes(whole[:-1])
    assert not is_up_to_date(tiny_checkpoint, folder, None, "float32")
    graph.write_bytes(whole)
    assert is_up_to_date(tiny_checkpoint, folder, None, "float32")
    for damaged in ("{}", '{"graphs": 1}', "{"):
        (folder / "manifest.json").write_text(damaged)
        assert not is_up_to_date(tiny_checkpoint, folder, None, "float32")


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("absent.pt", [], "absent.pt"),
        ("photo.pt", [], "JPEG"),
        ("tiny.pt", ["--model", "vit_b"], "vit_b"),
        ("tiny.pt", ["--model", "vit_x"], "'vit_x'"),
        ("tiny.pt", ["--precision", "float8"], "'float8'"),
        ("tiny.pt", ["--colour", "red"], "--colour red"),
    ],
)
def test_a_mistake_is_told_in_one_sentence_with_exit_code_2(
    tiny_checkpoint: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    options: list[str],
    expected: str,
) -> None:
    (tmp_path / "photo.pt").write_bytes(b"\xff\xd8\xff\xe0 a photograph")
    shutil.copy(tiny_checkpoint, tmp_path / "tiny.pt")
    out = tmp_path / "models"
    arguments = ["--checkpoint", str(tmp_path / name), "--out", str(out), *options]
    try:
        code = main(arguments)
    except SystemExit as left:  # argparse leaves by itself
        code = left.code
    message = capsys.readouterr().err
    assert code == 2
    assert expected in message
    assert message.endswith("\n") and message.count("\n") == 1
    assert not out.exists()
