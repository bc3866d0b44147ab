"""Draws the atlas from the surveys."""
import pathlib

surveys = pathlib.Path("surveys.bin").read_bytes()
pathlib.Path("atlas.txt").write_text(f"the coast, from {len(surveys) // 6} surveys\n")
