import pathlib

words = pathlib.Path("prepared.txt").read_text().split()
print("Hello,", words[0])
