import pathlib

print("afloat, with", pathlib.Path("chart.txt").read_text().strip())
