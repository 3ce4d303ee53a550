"""The three processes beside the web processes: log, statistics, tasks."""

import os
import socket
import time
from multiprocessing import Process

INSTALL = "/opt/qis"


def pid_file(images, name):
    return os.path.join(images, ".metadata", "%s.%s.pid" % (socket.gethostname(), name))


def launch(name, serve):
    """Forks twice, so that the process outlives the one that made it."""

    def twice():
        grandchild = Process(target=serve, name=name)
        grandchild.daemon = False
        grandchild.start()
        os._exit(0)

    child = Process(target=twice)
    child.start()
    child.join()


def serve_log(images):
    listener = _only_one(9002)
    _store_pid(images, "logging")
    with open(INSTALL + "/logs/qis.log", "a", encoding="utf-8") as log:
        while True:
            connection, _ = listener.accept()
            with connection, connection.makefile(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    log.write(time.strftime("%Y-%m-%d %H:%M:%S ") + line)
                    log.flush()


def serve_stats(images):
    listener = _only_one(9003)
    _store_pid(images, "stats")
    while True:
        listener.accept()[0].close()


def serve_tasks(images):
    _only_one(9004)
    _store_pid(images, "tasks")
    while True:
        time.sleep(2)


def log(text):
    try:
        with socket.create_connection(("localhost", 9002), timeout=2) as connection:
            connection.sendall(("%d %s\n" % (os.getpid(), text)).encode("utf-8"))
    except OSError:
        pass


def _only_one(port):
    listener = socket.socket()
    if port != 9004:
        # 9004 is only a mutex: nobody listens, and with this option two processes could hold it.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("localhost", port))
        if port != 9004:
            # With that option two may bind as long as none listens; as QIS's servers, the loser ends before it stores its number.
            listener.listen(32)
    except OSError:
        os._exit(0)
    return listener


def _store_pid(images, name):
    path = pid_file(images, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(str(os.getpid()))
