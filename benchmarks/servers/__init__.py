"""The HTTP servers that ``python -m benchmarks doors`` compares, and what it tries with each."""
