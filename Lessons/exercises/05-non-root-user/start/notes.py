import os
import pathlib

folder = pathlib.Path("/notes")
try:
    folder.mkdir(exist_ok=True)
    (folder / "today.txt").write_text("The tide was high.\n")
except PermissionError as error:
    raise SystemExit(f"user {os.getuid()} may not write: {error}")
print(f"user {os.getuid()} wrote {folder}/today.txt")
