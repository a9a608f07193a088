"""What large pictures take in the server's threads is given back to the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studio.settings import ROOT

LARGE = """
import sys, threading
from pathlib import Path
import numpy as np
import psutil
from sam.build import build_sam
from sam.config import TINY
from server import Settings, create_app
from tests.sam.images.pictures import encoded
from tests.studio.models_folder import write_models
model = build_sam(TINY)
models = write_models(Path(sys.argv[1]), model)
settings = Settings(data_dir=None, models=models, decoded_bytes=1000, cache_dir=None)
client = create_app(settings, model).test_client()
pictures = [
    encoded(np.full((2000, 2400 + number, 4), 100 + number, np.uint8), "PNG", compress_level=1)
    for number in range(7)
]
def put(picture, done):
    image = client.post("/api/v1/images", data=picture).json
    for what in ("preview", "embedding"):
        assert client.get(f"/api/v1/images/{image['id']}/{what}").status_code == 200
    done.set()
    threading.Event().wait()  # as the server's threads do, which wait for the next request
for picture in pictures:
    done = threading.Event()
    threading.Thread(target=put, args=(picture, done), daemon=True).start()
    assert done.wait(30)
    print(psutil.Process().memory_info().rss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Other systems' allocators are not asked.")
def test_threads_that_had_a_large_picture_once_keep_nothing_of_it(tmp_path: Path) -> None:
    # In a process of its own: in this one, what other tests left behind comes and goes.
    command = [sys.executable, "-c", LARGE, str(tmp_path / "models")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    first, *_, last = map(int, done.stdout.split())
    assert last - first < 30_000_000
