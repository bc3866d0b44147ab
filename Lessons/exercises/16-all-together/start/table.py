"""Writes the tide table."""
import pathlib

pathlib.Path("table.txt").write_text("high water 03:12 and 15:40\nlow water 09:25 and 21:51\n")
