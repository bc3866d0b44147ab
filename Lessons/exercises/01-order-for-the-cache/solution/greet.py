import pathlib

words = pathlib.Path("prepared.txt").read_text().split()
print("Good morning,", words[0])
