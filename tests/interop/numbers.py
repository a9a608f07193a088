"""What the published code computes on our model, and ours on theirs, beside each one's own."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from skimage import data
from torch import Tensor, nn

from sam.published import MODULES
from tests.interop.alike import unlike
from tests.interop.published import NAME

WEIGHTS = Path(__file__).resolve().parents[2] / "weights" / "mobile_sam.pt"

OURS = "sam"
PACKAGES = (NAME, OURS)


def part(package: str, module: str = "") -> Any:
    """A module by its published name, of theirs or of ours."""
    name = MODULES[module] if package == OURS else f"{NAME}.{module}".rstrip(".")
    return importlib.import_module(name)


def small_model(package: str, seed: int = 0) -> nn.Module:
    """The same small network by the constructors of one package, drawn from the same seed."""
    modeling = part(package, "modeling")
    torch.manual_seed(seed)
    encoder = modeling.ImageEncoderViT(
        depth=3,
        embed_dim=24,
        img_size=128,
        mlp_ratio=2,
        norm_layer=partial(nn.LayerNorm, eps=1e-6),
        num_heads=2,
        patch_size=16,
        qkv_bias=True,
        use_rel_pos=True,
        global_attn_indexes=[1],
        window_size=3,
        out_chans=32,
    )
    prompts = modeling.PromptEncoder(
        embed_dim=32, image_embedding_size=(8, 8), input_image_size=(128, 128), mask_in_chans=16
    )
    transformer = modeling.TwoWayTransformer(depth=2, embedding_dim=32, mlp_dim=64, num_heads=2)
    decoder = modeling.MaskDecoder(
        num_multimask_outputs=3,
        transformer=transformer,
        transformer_dim=32,
        iou_head_depth=3,
        iou_head_hidden_dim=32,
    )
    model: nn.Module = modeling.Sam(encoder, prompts, decoder)
    return model.eval()


def shaken(model: nn.Module) -> nn.Module:
    """With every zero of a new model something else, from a seed."""
    drawn = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in model.parameters():
            noise = torch.randn(parameter.shape, generator=drawn)
            parameter += 0.1 * noise
    return model


def pair() -> dict[str, nn.Module]:
    """Small models of both with the same weights."""
    models = {package: small_model(package) for package in PACKAGES}
    models[OURS].load_state_dict(shaken(models[NAME]).state_dict())
    return models


def picture(height: int = 90, width: int = 120) -> np.ndarray:
    """A photograph's part, so that masks are not noise alone."""
    return np.ascontiguousarray(data.coffee()[100 : 100 + height, 200 : 200 + width])


def network() -> Iterator[str]:
    """New models: names, order and values of parameters, attributes of every layer, and outputs."""
    theirs, ours = (small_model(package) for package in PACKAGES)
    yield from _parameters("new model", theirs, ours)
    values = ours.state_dict()
    for name, value in theirs.state_dict().items():
        own = values.get(name)
        if own is not None and (why := unlike(value, own, 0)):
            yield f"{name} of a new model from one seed: {why}"
    parts = dict(ours.named_modules())
    for name, module in theirs.named_modules():
        for key, value in vars(module).items():
            if key.startswith("_") or key == "training" or isinstance(value, nn.Module):
                continue
            if not hasattr(parts[name], key):
                yield f"{name}.{key}: is missing"
            elif isinstance(value, int | float | tuple | bool):
                if getattr(parts[name], key) != value:
                    yield f"{name}.{key}: is {getattr(parts[name], key)!r}, not {value!r}"
    yield from _outputs(pair())


def _parameters(what: str, theirs: nn.Module, ours: nn.Module) -> Iterator[str]:
    """The order too: a saved optimiser knows parameters by their numbers."""
    shapes = [[(n, tuple(p.shape)) for n, p in each.named_parameters()] for each in (theirs, ours)]
    for number, (a, b) in enumerate(zip(*shapes, strict=False)):
        if a != b:
            yield f"{what}: parameter {number} is {b[0]} {b[1]}, not {a[0]} {a[1]}"
            return
    if len(shapes[0]) != len(shapes[1]):
        yield f"{what}: has {len(shapes[1])} parameters, not {len(shapes[0])}"
    keys = [list(each.state_dict()) for each in (theirs, ours)]
    if set(keys[0]) != set(keys[1]):
        yield f"{what}: state dict differs in {sorted(set(keys[0]) ^ set(keys[1]))}"


def _outputs(models: Mapping[str, nn.Module]) -> Iterator[str]:
    drawn = torch.Generator().manual_seed(2)
    image = torch.rand(2, 3, 128, 128, generator=drawn)
    points = 128 * torch.rand(3, 2, 2, generator=drawn)
    labels = torch.tensor([[1, 0], [1, 1], [0, -1]])
    boxes = torch.tensor([[4.0, 8.0, 90.0, 70.0]]).repeat(3, 1)
    masks = torch.randn(3, 1, 32, 32, generator=drawn)
    records = [
        {
            "image": 255 * torch.rand(3, 96, 128, generator=drawn),
            "original_size": (150, 200),
            "point_coords": points,
            "point_labels": labels,
            "boxes": boxes,
            "mask_inputs": masks,
        }
    ]
    steps: dict[str, Callable[[Any], Any]] = {
        "image_encoder": lambda model: model.image_encoder(image),
        "get_dense_pe": lambda model: model.prompt_encoder.get_dense_pe(),
        "preprocess": lambda model: model.preprocess(records[0]["image"]),
        "forward, several masks": lambda model: model(records, True),
        "forward, one mask": lambda model: model(records, False),
        "postprocess_masks": lambda model: model.postprocess_masks(masks, (96, 128), (150, 200)),
    }
    for given in ("points", "boxes", "masks", "points boxes", "points masks", ""):
        arguments = {
            "points": (points, labels) if "points" in given else None,
            "boxes": boxes if "boxes" in given else None,
            "masks": masks if "masks" in given else None,
        }
        steps[f"prompt_encoder({given})"] = lambda model, each=arguments: model.prompt_encoder(
            **each
        )
    for many in (True, False):
        steps[f"mask_decoder, {many}"] = lambda model, each=many: model.mask_decoder(
            image_embeddings=model.image_encoder(image)[:1],
            image_pe=model.prompt_encoder.get_dense_pe(),
            sparse_prompt_embeddings=model.prompt_encoder((points, labels), boxes, masks)[0],
            dense_prompt_embeddings=model.prompt_encoder((points, labels), boxes, masks)[1],
            multimask_output=each,
        )
    with torch.no_grad():
        for name, step in steps.items():
            if why := unlike(step(models[NAME]), step(models[OURS]), 1e-4):
                yield f"{name}: {why}"


def builders() -> Iterator[str]:
    """The published kinds, without their numbers: parameters in the same order, keys alike."""
    for kind in part(NAME).sam_model_registry:
        with torch.device("meta"):
            theirs = _without_storage(kind)
        ours = part(OURS).sam_model_registry[kind]()
        yield from _parameters(kind, theirs, ours)
        del ours


def _without_storage(kind: str) -> nn.Module:
    model: nn.Module = part(NAME).sam_model_registry[kind]()
    return model


def predictor() -> Iterator[str]:
    """Their predictor on our model, ours on theirs, and each on its own."""
    answers: dict[tuple[str, str], Any] = {}
    for made, model in pair().items():
        for asked in PACKAGES:
            answers[asked, made] = _predicted(part(asked, "predictor").SamPredictor(model))
    first, *others = answers.items()
    for (asked, made), found in others:
        if why := unlike(first[1], found, 1e-3):
            yield f"{asked}.SamPredictor on the model of {made}: {why}"


def _predicted(predictor: Any) -> dict[str, Any]:
    predictor.set_image(picture())
    box = np.array([10.0, 12.0, 100.0, 80.0])
    at, kinds = np.array([[50.0, 40.0], [80.0, 20.0]]), np.array([1, 0])
    found: dict[str, Any] = {"embedding": predictor.get_image_embedding()}
    found["a point"] = predictor.predict(at[:1], kinds[:1], return_logits=True)
    found["points"] = predictor.predict(at, kinds, multimask_output=False, return_logits=True)
    found["a box"] = predictor.predict(box=box, return_logits=True)
    low = found["points"][2]
    found["all"] = predictor.predict(at, kinds, box, low, False, True)
    boxes = torch.as_tensor(np.stack([box, box / 2]))
    moved = predictor.transform.apply_boxes_torch(boxes, (90, 120)).float()
    found["boxes"] = predictor.predict_torch(None, None, moved, return_logits=True)
    found["sizes"] = (predictor.original_size, predictor.input_size, predictor.device.type)
    predictor.set_image(picture()[..., ::-1].copy(), image_format="BGR")
    found["BGR"] = predictor.get_image_embedding()
    predictor.reset_image()
    found["is_image_set"] = predictor.is_image_set
    return found


def default_model() -> Any:
    """Ours with the default weights, as `make setup` rebuilds them."""
    from sam.build import load_sam

    return load_sam(WEIGHTS)


def generator() -> Iterator[str]:
    """Their generator on our model of the default weights, beside ours: the same records."""
    model, image = default_model(), np.ascontiguousarray(data.coffee()[::2, ::2])
    for settings in (
        {"points_per_side": 8},
        {"points_per_side": 6, "min_mask_region_area": 80, "output_mode": "coco_rle"},
        {"points_per_side": 4, "crop_n_layers": 1, "output_mode": "uncompressed_rle"},
    ):
        theirs, ours = (
            part(package, "automatic_mask_generator")
            .SamAutomaticMaskGenerator(model, **settings)
            .generate(image)
            for package in PACKAGES
        )
        # Masks of equal scores, and those made of one another, may come in another order.
        theirs, ours = (sorted(each, key=_order) for each in (theirs, ours))
        if len(theirs) != len(ours):
            yield f"{settings}: {len(ours)} masks, not {len(theirs)}"
            continue
        if not theirs:
            yield f"{settings}: no mask, so that nothing is compared"
        for number, (a, b) in enumerate(zip(theirs, ours, strict=True)):
            if a.keys() != b.keys():
                yield f"{settings}: a record has {list(b)}, not {list(a)}"
            if why := _other_record(a, b):
                yield f"{settings}: mask {number}: {why}"


def _order(record: Mapping[str, Any]) -> Any:
    return record["crop_box"], record["point_coords"], round(record["predicted_iou"], 3)


def _other_record(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> str | None:
    for name in ("point_coords", "crop_box", "predicted_iou", "stability_score"):
        if why := unlike(theirs[name], ours[name], 2e-3):
            return f"{name}: {why}"
    if type(theirs["segmentation"]) is not type(ours["segmentation"]):
        return f"segmentation is {type(ours['segmentation']).__name__}"
    a, b = (_bits(each["segmentation"]) for each in (theirs, ours))
    off = int((a != b).sum())
    return f"{off} of {a.sum()} pixels differ" if off > 0.002 * a.sum() + 2 else None


def _bits(segmentation: Any) -> np.ndarray:
    if isinstance(segmentation, np.ndarray):
        return segmentation
    if isinstance(segmentation["counts"], list):
        return np.asarray(part(NAME, "utils.amg").rle_to_mask(segmentation))
    from pycocotools import mask as coco

    return np.asarray(coco.decode(segmentation)) > 0


def onnx() -> Iterator[str]:
    """Their wrapper for export on our models, beside ours; its graph is exported and computes."""
    models = {"small": pair()[OURS], "default weights": default_model()}
    for name, model in models.items():
        side = model.prompt_encoder.mask_input_size[0]
        feeds = _feeds(model, side)
        for options in ((True, False, False), (False, False, False), (False, True, True)):
            theirs, ours = (
                part(package, "utils.onnx").SamOnnxModel(model, *options) for package in PACKAGES
            )
            if why := unlike(theirs(**feeds), ours(**feeds), 1e-3):
                yield f"{name}, {options}: {why}"
    yield from _exported(part(NAME, "utils.onnx").SamOnnxModel(models["small"], True), "small")


def _feeds(model: Any, side: int) -> dict[str, Tensor]:
    predictor = part(OURS).SamPredictor(model)
    predictor.set_image(picture())
    return {
        "image_embeddings": predictor.get_image_embedding(),
        "point_coords": torch.tensor([[[40.0, 30.0], [60.0, 50.0]]]),
        "point_labels": torch.tensor([[1.0, -1.0]]),
        "mask_input": torch.randn(1, 1, side, side, generator=torch.Generator().manual_seed(3)),
        "has_mask_input": torch.tensor([1.0]),
        "orig_im_size": torch.tensor([90.0, 120.0]),
    }


def _exported(model: nn.Module, name: str) -> Iterator[str]:
    """As the published `scripts/export_onnx_model.py` exports it, run by onnxruntime."""
    import onnxruntime

    feeds = _feeds(model.model, model.model.prompt_encoder.mask_input_size[0])  # type: ignore[union-attr]
    file = io.BytesIO()
    torch.onnx.export(
        model,
        tuple(feeds.values()),
        file,
        export_params=True,
        opset_version=17,
        do_constant_folding=True,
        input_names=list(feeds),
        output_names=["masks", "iou_predictions", "low_res_masks"],
        dynamic_axes={"point_coords": {1: "num_points"}, "point_labels": {1: "num_points"}},
        dynamo=False,
    )
    session = onnxruntime.InferenceSession(file.getvalue(), providers=["CPUExecutionProvider"])
    found = session.run(None, {key: value.numpy() for key, value in feeds.items()})
    expected = [each.numpy() for each in model(**feeds)]
    if why := unlike(expected, found, 1e-3):
        yield f"the exported graph of the {name} model: {why}"


def helpers() -> Iterator[str]:
    """Functions of the generator and of transforms, each on the same inputs."""
    chance = np.random.default_rng(4)
    masks = chance.random((5, 23, 31)) > 0.6
    masks[1], masks[2] = False, True
    logits = torch.from_numpy(chance.normal(0, 2, (5, 23, 31)).astype(np.float32))
    boxes = torch.tensor([[5, 5, 90, 50], [0, 0, 60, 60], [20, 0, 100, 99], [3, 3, 3, 3]])
    crop, whole = [20, 0, 120, 100], [0, 0, 200, 100]
    calls: dict[str, Callable[[Any], Any]] = {
        "batched_mask_to_box": lambda amg: amg.batched_mask_to_box(torch.from_numpy(masks)),
        "batched_mask_to_box of one": lambda amg: amg.batched_mask_to_box(
            torch.from_numpy(masks[0])
        ),
        "batched_mask_to_box of none": lambda amg: amg.batched_mask_to_box(
            torch.zeros(0, 4, 5, dtype=torch.bool)
        ),
        "mask_to_rle_pytorch": lambda amg: amg.mask_to_rle_pytorch(torch.from_numpy(masks)),
        "rle_to_mask": lambda amg: [
            amg.rle_to_mask(each) for each in amg.mask_to_rle_pytorch(torch.from_numpy(masks))
        ],
        "area_from_rle": lambda amg: [
            amg.area_from_rle(each) for each in amg.mask_to_rle_pytorch(torch.from_numpy(masks))
        ],
        "coco_encode_rle": lambda amg: [
            amg.coco_encode_rle(each) for each in amg.mask_to_rle_pytorch(torch.from_numpy(masks))
        ],
        "calculate_stability_score": lambda amg: amg.calculate_stability_score(logits, 0.0, 1.0),
        "build_point_grid": lambda amg: amg.build_point_grid(5),
        "build_all_layer_point_grids": lambda amg: amg.build_all_layer_point_grids(8, 2, 2),
        "generate_crop_boxes": lambda amg: amg.generate_crop_boxes((90, 121), 2, 512 / 1500),
        "box_xyxy_to_xywh": lambda amg: amg.box_xyxy_to_xywh(boxes),
        "is_box_near_crop_edge": lambda amg: amg.is_box_near_crop_edge(boxes, crop, whole),
        "is_box_near_crop_edge, atol": lambda amg: amg.is_box_near_crop_edge(
            boxes, crop, whole, 3.0
        ),
        "uncrop_boxes_xyxy": lambda amg: amg.uncrop_boxes_xyxy(boxes, crop),
        "uncrop_points": lambda amg: amg.uncrop_points(boxes[:, :2], crop),
        "uncrop_points of batches": lambda amg: amg.uncrop_points(boxes.reshape(4, 2, 2), crop),
        "uncrop_masks": lambda amg: amg.uncrop_masks(
            torch.from_numpy(masks), [4, 6, 35, 29], 40, 50
        ),
        "uncrop_masks of all": lambda amg: amg.uncrop_masks(
            torch.from_numpy(masks), [0, 0, 31, 23], 23, 31
        ),
        "batch_iterator": lambda amg: list(amg.batch_iterator(2, masks, [1, 2, 3, 4, 5])),
        "MaskData": lambda amg: dict(_mask_data(amg).items()),
    }
    for mode in ("holes", "islands"):
        for least in (0, 2, 4, 9, 10_000):
            calls[f"remove_small_regions, {mode}, {least}"] = lambda amg, mode=mode, least=least: [
                amg.remove_small_regions(each, least, mode) for each in masks
            ]
    for name, call in calls.items():
        if why := unlike(*(call(part(package, "utils.amg")) for package in PACKAGES), 1e-6):
            yield f"utils.amg.{name}: {why}"
    yield from _regions(masks)
    yield from _transforms()


def _mask_data(amg: Any) -> Any:
    first = amg.MaskData(a=torch.arange(4), b=np.arange(4) * 2, c=list("wxyz"))
    first.filter(torch.tensor([True, False, True, True]))
    second = amg.MaskData()
    second.cat(first)
    second.cat(first)
    second.filter(torch.tensor([4, 0, 1]))
    second["d"] = torch.zeros(3)
    del second["b"]
    second.to_numpy()
    return second


def _regions(masks: np.ndarray) -> Iterator[str]:
    """The step of the generator that cleans masks which were found."""
    results = []
    for package in PACKAGES:
        amg = part(package, "utils.amg")
        kept = amg.MaskData(
            rles=amg.mask_to_rle_pytorch(torch.from_numpy(masks)),
            boxes=amg.batched_mask_to_box(torch.from_numpy(masks)),
        )
        step = part(package, "automatic_mask_generator").SamAutomaticMaskGenerator
        results.append(dict(step.postprocess_small_regions(kept, 3, 0.99).items()))
    if why := unlike(*results, 0):
        yield f"postprocess_small_regions: {why}"


def _transforms() -> Iterator[str]:
    image, points = picture(), np.array([[3.5, 4.25], [100.0, 80.0]])
    boxes = np.array([[3.0, 4.0, 100.0, 80.0]])
    calls: dict[str, Callable[[Any], Any]] = {
        "apply_image": lambda it: it.apply_image(image),
        # Not apply_image_torch: in 1.0 it takes batch and channels for height and width, which was
        # mended in the repository later, and is right in ours.
        "apply_coords": lambda it: it.apply_coords(points, (90, 120)),
        "apply_boxes": lambda it: it.apply_boxes(boxes, (90, 120)),
        "apply_coords_torch": lambda it: it.apply_coords_torch(torch.from_numpy(points), (90, 120)),
        "apply_boxes_torch": lambda it: it.apply_boxes_torch(torch.from_numpy(boxes), (90, 120)),
        "get_preprocess_shape": lambda it: it.get_preprocess_shape(90, 120, 77),
        "target_length": lambda it: it.target_length,
    }
    for length in (77, 256, 1024):
        sides = [
            part(package, "utils.transforms").ResizeLongestSide(length) for package in PACKAGES
        ]
        for name, call in calls.items():
            if why := unlike(*(call(each) for each in sides), 1e-4):
                yield f"utils.transforms.ResizeLongestSide({length}).{name}: {why}"


COMPARISONS: dict[str, Callable[[], Iterator[str]]] = {
    "helpers": helpers,
    "network": network,
    "predictor": predictor,
    "onnx": onnx,
    "generator": generator,
    "builders": builders,
}
"""By the name that ``--only`` takes; each yields sentences on what differs."""
