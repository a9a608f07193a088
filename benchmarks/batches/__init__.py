"""What ``python -m benchmarks batch`` is made of."""
