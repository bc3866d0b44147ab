"""Prepares the list of words. It stands for whatever is slow: a download, a compiler."""
import pathlib
import time

time.sleep(0.5)
words = pathlib.Path("words.txt").read_text().split()
pathlib.Path("prepared.txt").write_text("\n".join(sorted(words)) + "\n")
