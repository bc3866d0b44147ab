"""Writes 20 MB of surveys."""
import pathlib

pathlib.Path("surveys.bin").write_bytes(b"coast " * 3_400_000)
