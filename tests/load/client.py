"""A small HTTP client over kept-alive connections, so that the client costs little beside the server."""

import socket
import threading
import time
from collections.abc import Callable

REQUEST = Callable[[int], bytes]


def get(path: str, cookies: str = "") -> bytes:
    cookie = f"Cookie: {cookies}\r\n" if cookies else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{cookie}Accept-Encoding: gzip\r\n\r\n".encode()
    )


def post(path: str, body: str = "", cookies: str = "") -> bytes:
    cookie = f"Cookie: {cookies}\r\n" if cookies else ""
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{cookie}"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


class Connection:
    def __init__(self, port: int):
        self.port = port
        self.socket: socket.socket | None = None
        self.body = b""  # of the last answer, as it came over the wire

    def exchange(self, request: bytes) -> int:
        """Send the request, read the whole answer, return its status."""
        for _attempt in range(2):  # the server may have closed an idle connection
            try:
                if self.socket is None:
                    self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
                self.socket.sendall(request)
                return self._answer()
            except (ConnectionError, IndexError):
                self.close()
        raise ConnectionError("the server keeps closing the connection")

    def _answer(self) -> int:
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.socket.recv(65536)
            if not part:
                raise ConnectionError
            data += part
        head, body = data.split(b"\r\n\r\n", 1)
        headers = head.lower()
        if b"content-length:" in headers:
            length = int(headers.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            while len(body) < length:
                body += self.socket.recv(65536)
        self.body = body
        if b"connection: close" in headers:
            self.close()
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def rate(
    port: int, request: REQUEST, *, wanted: int, seconds: float, threads: int = 4
) -> tuple[int, float]:
    """Number of requests, and the seconds they took. `request` makes the n-th one; any other status than `wanted` is an error."""
    counts = [0] * threads
    problems: list[str] = []
    end = time.perf_counter() + seconds

    def run(thread: int) -> None:
        connection = Connection(port)
        while time.perf_counter() < end and not problems:
            status = connection.exchange(request(counts[thread] * threads + thread))
            if status != wanted:
                problems.append(f"status {status} instead of {wanted}")
            counts[thread] += 1
        connection.close()

    started = time.perf_counter()
    workers = [threading.Thread(target=run, args=[n]) for n in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if problems:
        raise RuntimeError(problems[0])
    return sum(counts), time.perf_counter() - started
