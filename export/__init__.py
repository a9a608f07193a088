"""Files made from a model: ONNX graphs for the browser with their manifest, the default checkpoint.

``python -m export`` turns a checkpoint into ``static/models``; ``python -m export.minisam``
rebuilds the default checkpoint. Importing this package is cheap on purpose: both commands first ask
whether there is anything to do, and only then import torch (about two seconds).
"""

from __future__ import annotations

from segment_studio import check_sam

check_sam()  # before anything of it is imported
