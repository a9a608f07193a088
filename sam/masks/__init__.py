"""Masks as bits: run-length encoding, boxes, suppression of overlaps, small regions. No torch."""
