"""``python -m sam.fetching.unpickle FROM TO``: numbers out of a pickle, into safetensors.

It runs in a process of its own. ``weights_only`` takes nothing but tensors and plain containers;
where a pickle asks for more, this process ends and nothing is written.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(source: Path, target: Path) -> None:
    """Convert one file, whole or not at all."""
    import torch
    from safetensors.torch import save_file

    found = torch.load(source, map_location="cpu", weights_only=True)
    found = found.get("state_dict", found) if isinstance(found, dict) else {}
    # Tensors that share memory would be refused; each is written by itself.
    numbers = {
        str(name): each.detach().clone().contiguous()
        for name, each in found.items()
        if isinstance(each, torch.Tensor)
    }
    if not numbers:
        sys.exit("there is no tensor in it")
    unfinished = target.with_suffix(".unfinished")
    save_file(numbers, unfinished, metadata={"format": "pt"})
    os.replace(unfinished, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
