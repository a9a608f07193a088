"""What ``python -m benchmarks queue`` is made of."""
