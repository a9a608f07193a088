"""``python -m export`` on a small model: what it writes, when, and when it refuses."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from safetensors.torch import load_file

from export import exporter
from export.__main__ import main
from export.chain import DecoderChain, PlainGraph
from export.decoders import folder_of, in_force, manifest_in
from export.errors import DisagreementError, SourceError
from export.exporter import export_model
from export.files import sha256_of
from export.golden import BOX, MASK_RANGE, POINTS, SIZE, STEP, golden_case, hashed
from export.halves import SMALLEST, SUFFIX
from export.manifest import is_up_to_date
from sam.build import build_sam
from sam.config import CONFIGS, TINY
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam
from sam.prompts import Prompt, decoder_feeds
from sam.rounding import halves, rounded, with_decoder
from tests.studio.models_folder import tuned
from tests.tiny_decoders import export_other

Run = Callable[..., "CompletedProcess[str]"]
ORIGIN = {"file": "tiny.pt", "sha256": "0" * 64}


def _home(models: Path) -> Path:
    """The folder of the decoder in force."""
    home = in_force(models)
    assert home is not None
    return home


def _manifest(models: Path) -> dict:
    return json.loads((_home(models) / "manifest.json").read_text())


def _content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _with_siblings(names: Iterable[str]) -> set[str]:
    return {name + suffix for name in names for suffix in ("", ".br", ".gz")}


def _export(model: Sam, out: Path) -> dict:
    return export_model(model, ORIGIN, out, "float32", lambda line: None)


@pytest.fixture
def folder(tiny_export: Path, tmp_path: Path) -> Path:
    """A copy of the small model's export, to be changed."""
    return Path(shutil.copytree(tiny_export, tmp_path / "models"))


def _shapes(tensors: list[dict]) -> dict[str, list]:
    return {tensor["name"]: tensor["shape"] for tensor in tensors}


def test_an_export_says_how_far_it_is(tiny_decoders: Path) -> None:
    said = (tiny_decoders / "said.txt").read_text()
    steps = [line.split()[0] for line in said.splitlines() if "/4" in line[:6]]
    assert steps == ["1/4", "2/4", "3/4", "4/4"]


def test_the_manifest_is_complete_and_true(
    tiny_model: Sam, tiny_checkpoint: Path, tiny_export: Path
) -> None:
    manifest = _manifest(tiny_export)
    graphs, weights = manifest.pop("graphs"), manifest.pop("weights")
    served = rounded(tiny_model)
    fingerprint = decoder_fingerprint(served)
    assert _home(tiny_export).name == fingerprint[:16]
    assert list(graphs) == ["prepare", "mask", "decode", "plain"]
    files = {name: _home(tiny_export) / graph["file"] for name, graph in graphs.items()}
    assert {path.name for path in _home(tiny_export).iterdir()} == {
        "manifest.json",
        "decoder.safetensors",
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

    path = _home(tiny_export) / "decoder.safetensors"
    assert weights == {
        "file": "decoder.safetensors",
        "sha256": sha256_of(path),
        "bytes": path.stat().st_size,
    }
    tensors = load_file(path)
    assert decoder_fingerprint(with_decoder(tiny_model, tensors)) == fingerprint
    assert all(torch.equal(tensor, tensors[name]) for name, tensor in halves(tiny_model).items())

    assert len(manifest.pop("exported_by")) == 64
    assert manifest == {
        "format": 4,
        "kind": "tiny_t",
        "image_size": 256,
        "mask_threshold": 0.0,
        "encoder_fingerprint": encoder_fingerprint(tiny_model),
        "decoder_fingerprint": fingerprint,
        "precision": "float32",
        "preprocessing": 1,
        "embedding": {"shape": [1, 32, 16, 16]},
        "golden": golden_case(served),
        "checkpoint": {"file": "tiny.pt", "sha256": sha256_of(tiny_checkpoint)},
    }


def test_each_graph_stands_alone_and_names_no_source_file(
    tiny_export: Path, repo_root: Path
) -> None:
    for entry in _manifest(tiny_export)["graphs"].values():
        content = (_home(tiny_export) / entry["file"]).read_bytes()
        assert str(repo_root).encode() not in content
        assert b".py" not in content
        graph = onnx.load_from_string(content).graph
        assert not any(onnx.external_data_helper.uses_external_data(t) for t in graph.initializer)
        assert {node.domain for node in graph.node} == {""}


@pytest.mark.parametrize("way", [DecoderChain, PlainGraph])
def test_the_exported_graphs_pass_the_golden_case(
    tiny_export: Path, way: type[DecoderChain | PlainGraph]
) -> None:
    manifest = manifest_in(in_force(tiny_export))
    home = folder_of(tiny_export, manifest["decoder_fingerprint"])
    graphs = {name: home / graph["file"] for name, graph in manifest["graphs"].items()}
    decoder = way(graphs)
    decoder.set_embedding(hashed(32 * 16 * 16).reshape(1, 32, 16, 16))
    prompt = Prompt([point[:2] for point in POINTS], [point[2] for point in POINTS], BOX)
    feeds = decoder_feeds(prompt, SIZE, manifest["image_size"])
    mask_input = MASK_RANGE * hashed(64 * 64).reshape(1, 1, 64, 64)
    logits, iou = decoder.decode(feeds["point_coords"], feeds["point_labels"], mask_input)
    golden = manifest["golden"]
    np.testing.assert_allclose(iou[0], golden["iou_predictions"], atol=1e-3)
    sampled = logits[0, :, ::STEP, ::STEP].reshape(4, -1)
    np.testing.assert_allclose(sampled, golden["logits"], atol=1e-3)


def test_weights_are_stored_as_halves_and_computed_with_as_they_are(tiny_export: Path) -> None:
    for entry in _manifest(tiny_export)["graphs"].values():
        graph = onnx.load(_home(tiny_export) / entry["file"]).graph
        floats = [t for t in graph.initializer if t.data_type == onnx.TensorProto.FLOAT]
        large = [a for a in map(onnx.numpy_helper.to_array, floats) if a.size >= SMALLEST]
        # What is left: positions, and small products, which float16 would round again.
        assert not any(np.array_equal(a, a.astype(np.float16)) for a in large)
        half = {t.name for t in graph.initializer if t.data_type == onnx.TensorProto.FLOAT16}
        assert half
        # Each is widened by a node of its own and is not used otherwise.
        readers = [(node.op_type, name) for node in graph.node for name in node.input]
        assert sorted(each for each in readers if each[1] in half) == sorted(
            ("Cast", name) for name in half
        )


def test_a_tuned_decoder_has_a_folder_of_its_own_and_any_process_exports_the_same_bytes(
    tiny_model: Sam, tiny_decoders: Path, tiny_export: Path, tmp_path: Path
) -> None:
    # The decoder in force, without the one that was exported after it.
    folder, home = tmp_path / "models", _home(tiny_export).name
    shutil.copytree(tiny_export / home, folder / home)
    shutil.copy(tiny_export / "current.json", folder)
    before = _content(folder)
    fingerprint = export_other(tiny_decoders, folder)
    assert fingerprint == decoder_fingerprint(rounded(tuned(tiny_model)))
    after = _content(folder)
    assert before.items() <= after.items()
    manifest = manifest_in(folder_of(folder, fingerprint))
    assert manifest["decoder_fingerprint"] == fingerprint
    assert manifest["encoder_fingerprint"] == encoder_fingerprint(tiny_model)
    old = _manifest(folder)
    assert manifest["graphs"]["decode"]["file"] != old["graphs"]["decode"]["file"]
    assert manifest["graphs"]["mask"] == old["graphs"]["mask"]
    plain = manifest["graphs"].pop("plain")["file"]
    files = _with_siblings(graph["file"] for graph in manifest["graphs"].values())
    assert after.keys() - before.keys() == {
        f"{fingerprint[:16]}/{name}"
        for name in (*files, plain, "decoder.safetensors", "manifest.json")
    }
    # Both were exported there by another process, with another order of hashes.
    assert after == _content(tiny_export)


def test_a_plain_vision_transformers_decoder_is_the_same_network(
    tiny_model: Sam, tiny_export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the image encoder tells the kinds apart, so one kind's decoder is traced for all."""
    parts = {(each.prompt_encoder, each.mask_decoder) for each in CONFIGS.values()}
    assert len(parts) == 1
    torch.manual_seed(3)
    model = with_decoder(build_sam(TINY), halves(tiny_model))
    files = _manifest(tiny_export)["graphs"]
    contents = {name: (_home(tiny_export) / each["file"]) for name, each in files.items()}
    monkeypatch.setattr(
        "export.onnx_file.onnx_file", lambda graph: contents[graph.name].read_bytes()
    )
    said: list[str] = []
    manifest = export_model(model, ORIGIN, tmp_path, "float32", said.append)
    assert "25 prompts agree" in "".join(said)
    assert (manifest["kind"], manifest["image_size"]) == ("tiny", 256)
    assert manifest["encoder_fingerprint"] == encoder_fingerprint(model)
    assert manifest["decoder_fingerprint"] == _manifest(tiny_export)["decoder_fingerprint"]
    assert manifest["graphs"] == files


def test_weights_that_float16_cannot_hold_are_refused(tiny_model: Sam, tmp_path: Path) -> None:
    model = copy.deepcopy(tiny_model)
    with torch.no_grad():
        model.mask_decoder.mask_tokens.weight.mul_(1e6)
    with pytest.raises(SourceError, match=r"^mask_decoder\.mask_tokens\.weight has values up to"):
        _export(model, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_an_export_that_stops_before_its_manifest_leaves_the_old_one_working(
    tiny_model: Sam, tiny_export: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _manifest(folder)["graphs"]
    monkeypatch.setattr(
        "export.onnx_file.onnx_file",
        lambda graph: _renamed((_home(folder) / files[graph.name]["file"]).read_bytes()),
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
        ("prepare", "reads0.v_proj.weight"),
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
    home = _home(folder)
    contents = {each: (home / entry["file"]).read_bytes() for each, entry in files.items()}
    proto = onnx.load_from_string(contents[name])
    values = {tensor.name.removesuffix(SUFFIX): tensor for tensor in proto.graph.initializer}
    stored = onnx.numpy_helper.to_array(values[weight])
    tampered = onnx.numpy_helper.from_array(stored * stored.dtype.type(1.01), values[weight].name)
    values[weight].CopyFrom(tampered)
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

    home = _home(folder)
    for name in (_manifest(folder)["graphs"]["mask"]["file"], "decoder.safetensors"):
        whole = (home / name).read_bytes()
        (home / name).write_bytes(whole[:-1])
        assert not is_up_to_date(tiny_checkpoint, folder, None, "float32")
        (home / name).write_bytes(whole)
    assert is_up_to_date(tiny_checkpoint, folder, None, "float32")
    current = (folder / "current.json").read_text()
    fingerprint = "0" * 64
    for other in (
        "{}",
        '{"decoder_fingerprint": 1}',
        f'{{"decoder_fingerprint": "{fingerprint}"}}',
    ):
        (folder / "current.json").write_text(other)
        assert not is_up_to_date(tiny_checkpoint, folder, None, "float32")
    (folder / "current.json").write_text(current)
    for damaged in ("{}", '{"graphs": 1}', "{"):
        (home / "manifest.json").write_text(damaged)
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
