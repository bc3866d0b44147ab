import pathlib

depth = pathlib.Path("depth.txt").read_text().strip()
pathlib.Path("chart.txt").write_text(f"{depth} under the keel\n")
