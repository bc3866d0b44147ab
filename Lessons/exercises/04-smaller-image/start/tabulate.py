"""Makes a short table out of many measurements."""
import pathlib

measurements = pathlib.Path("measurements.bin").read_bytes()
highest, lowest = max(measurements[:1000]), min(measurements[:1000])
pathlib.Path("table.txt").write_text(f"high water {highest} cm\nlow water {lowest} cm\n")
