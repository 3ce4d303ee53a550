"""Starts moto on a port behind the front (front.py) and prints the port."""

import os
import sys
import threading

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

from . import services  # noqa: F401
from .contents import left
from .front import Front
from .rules import check_names


def create(host, port):
    moto = DomainDispatcherApplication(create_backend_app)
    server = make_server(host, port, Front(moto, left), threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    return server


def exit_with_input():
    """In a container, whose input ends with the process that started it. As PID 1 it would ignore signals."""
    sys.stdin.buffer.read()
    os._exit(0)


def main(host, port, lifeline=False):
    check_names()
    if lifeline:
        threading.Thread(target=exit_with_input, daemon=True).start()
    server = create(host, port)
    print(f"listening on port {server.server_port}", flush=True)
    server.serve_forever()
