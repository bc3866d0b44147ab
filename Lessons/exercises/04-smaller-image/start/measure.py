"""Writes 30 MB of measurements."""
import pathlib

pathlib.Path("measurements.bin").write_bytes(bytes(range(250)) * 120_000)
