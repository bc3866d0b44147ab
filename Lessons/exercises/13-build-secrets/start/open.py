"""Opens the vault with the password in a file, and writes down what is in it."""
import hashlib
import pathlib
import sys

password = pathlib.Path(sys.argv[1]).read_text().strip()
if not hashlib.sha256(password.encode()).hexdigest().startswith("d7ecdf25eaf3"):
    sys.exit("this is not the password")
pathlib.Path("treasure.txt").write_text("a map, a compass and a tin of biscuits\n")
