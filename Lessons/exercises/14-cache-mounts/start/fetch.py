"""Fetches the crates of crates.txt that are not in the folder of downloads yet."""
import pathlib
import time

downloads = pathlib.Path("/var/cache/crates")
downloads.mkdir(parents=True, exist_ok=True)
names = pathlib.Path("crates.txt").read_text().split()
missing = [name for name in names if not (downloads / f"{name}.crate").exists()]
for name in missing:
    time.sleep(0.1)  # as long as a small download
    (downloads / f"{name}.crate").write_text(f"a crate of {name}\n")
report = f"{len(missing)} fetched, {len(names) - len(missing)} kept: {' '.join(names)}"
pathlib.Path("list.txt").write_text(report + "\n")
print(report)
