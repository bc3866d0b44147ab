import pathlib
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

table = pathlib.Path("table.txt").read_bytes()


class Pier(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(table)


signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
HTTPServer(("0.0.0.0", 8000), Pier).serve_forever()
