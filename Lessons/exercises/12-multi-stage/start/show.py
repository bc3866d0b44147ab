import pathlib

print(pathlib.Path("atlas.txt").read_text(), end="")
