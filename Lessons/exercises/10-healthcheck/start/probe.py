"""Ends with status 0 when the shop answers, else with status 1."""
import sys
import urllib.request

try:
    urllib.request.urlopen("http://localhost:8000/health", timeout=2)
except OSError as error:
    sys.exit(f"the shop is closed: {error}")
print("the shop is open")
