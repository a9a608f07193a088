"""What ``python -m benchmarks similar`` asks, of what, and how answers are scored."""
