"""A house with the real supervisor and the real PostgreSQL, but with small tenants instead of Bookbag's own processes."""

import os
import sys

from bookbag.cli.up import Service, answers_smtp, run
from bookbag.errors import BookbagError

PORT = int(os.environ["SMALL_HOUSE_PORT"])
# It greets like a mail server, and it has a child of its own, as granian has.
GREETER = f"""
import socket, subprocess
subprocess.Popen(["sleep", "30"])
listening = socket.create_server(("127.0.0.1", {PORT}))
while True:
    caller, _ = listening.accept()
    caller.sendall(b"220 here\\r\\n")
    caller.close()
"""

if __name__ == "__main__":
    services = [
        Service("sleeper", ["sleep", "30"]),
        Service("greeter", [sys.executable, "-c", GREETER], PORT, f"port {PORT}", lambda: answers_smtp(PORT)),
    ]
    try:
        run(steps=(), services=services)
    except BookbagError as error:
        sys.exit(f"bookbag: {error}")
