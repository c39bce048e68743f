"""Serves a blog on loopback from a process of its own, so that its work is not counted as ours."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps, loads
from threading import Event

from benchmarks.blog import Blog
from crawler.demo.server import BlogServer

KEPT = 1000  # pages made once; a larger blog makes them again for each request


@contextmanager
def served(blog: Blog | None) -> Iterator[str]:
    """The address where a blog is served until the block ends: an invented one, or the sample blog (None)."""
    command = [sys.executable, "-m", "benchmarks.server", *([dumps(asdict(blog))] if blog else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def serve(blog: Blog) -> None:
    """Prints its address, then answers until the process ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    here = replace(blog, root=f"http://127.0.0.1:{server.server_address[1]}/")
    answer = lru_cache(KEPT)(here.answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or the end of a page waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            kind, body = answer(self.path.lstrip("/")) or ("text/plain", b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server.RequestHandlerClass = Handler
    server.daemon_threads = True
    print(here.root, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1:]:
        serve(Blog(**loads(sys.argv[1])))
    with BlogServer(port=0) as sample:
        print(sample.url, flush=True)
        Event().wait()
