"""Side-by-side measurements, each one command: ``python -m benchmarks NAME``.

Figures quoted anywhere in this project come from here, never from a timed test.
"""
