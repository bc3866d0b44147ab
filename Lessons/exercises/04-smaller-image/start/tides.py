import pathlib

print(pathlib.Path("table.txt").read_text(), end="")
