"""memcached: run here, and proven by storing and reading, wherever it is."""

import concurrent.futures
import os
import socket
import threading
import time

from . import files, services as commands, sizing
from .problems import say
from .waiting import until

# For a node that is only restarting; a web server that waits longer for a dead one is missed.
RETURN_LIMIT = 30


def apply(role, services):
    system = files.system()
    argv = [system["MEMCACHED"], "-u", system["MEMCACHED_USER"], "-U", "0", "-l", "0.0.0.0", "-p", "11211", "-c", "4096",
            "-m", str(sizing.memcached_megabytes(role, sizing.memory(role)))]
    changed = commands.describe("memcached", argv)
    changed = access(role, "memcached", services) or changed
    services.start("memcached", changed)


def access(role, name, services):
    """memcached has no passwords and QIS unpickles what it holds: beside the firewall, the unit lets only the application in."""
    blocks = " ".join(["localhost"] + role.list("QIS_CLIENT_CIDRS"))
    if not services.mounts or "QIS_CLIENT_CIDRS" not in role:
        return False
    text = "[Service]\nIPAddressDeny=any\nIPAddressAllow=%s\n" % blocks
    if files.write("/etc/systemd/system/qis-%s.service.d/access.conf" % name, text):
        services.reload_units()
        return True
    return False


def enough(count):
    """How many nodes a web server needs that makes no schema: half of them. They prove that this server reaches its list; QIS
    itself works without memcached, so a single node, which nothing can stand for, is not needed."""
    return 0 if count == 1 else (count + 1) // 2


def reach(role, everything):
    """Waits for all nodes, or for enough of them; returns those that do not answer."""
    nodes = role.list("QIS_CACHE_SERVERS")
    if everything:
        for node in nodes:
            until("memcached %s" % node, lambda node=node: prove(node), role.wait)
        return []
    until("memcached (%d of %d nodes)" % (enough(len(nodes)), len(nodes)), lambda: _enough_answer(nodes), role.wait)
    end = time.monotonic() + RETURN_LIMIT
    missing = silent(nodes)
    while missing and time.monotonic() < end:
        time.sleep(1)
        missing = silent(nodes)
    for node, reason in missing.items():
        say("degraded: memcached %s does not answer, this server starts without it (%s)" % (node, reason))
    return list(missing)


def _enough_answer(nodes):
    missing = silent(nodes)
    if len(nodes) - len(missing) < enough(len(nodes)):
        raise OSError("; ".join("%s: %s" % item for item in missing.items()))
    return True


def silent(nodes):
    """The nodes that do not answer, each with the reason."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=len(nodes)) as pool:
        return {node: reason for node, reason in zip(nodes, pool.map(_reason, nodes)) if reason}


def _reason(node):
    try:
        prove(node)
    except Exception as error:  # whatever it is, the node does not serve
        return "%s: %s" % (type(error).__name__, error)
    return None


def flush(server):
    """Forgets everything: what was made from one database must not be served with another."""
    host, _, port = server.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=3) as connection:
        connection.sendall(b"flush_all\r\n")
        if connection.makefile("rb").readline().strip() != b"OK":
            raise OSError("memcached %s was not flushed" % server)
    return True


def prove(server):
    """Stores, reads and removes a value of its own; raises what went wrong."""
    host, _, port = server.rpartition(":")
    key = "qis-role-probe-%s-%d-%d" % (socket.gethostname(), os.getpid(), threading.get_native_id())
    with socket.create_connection((host, int(port)), timeout=3) as connection:
        stream = connection.makefile("rwb")

        def ask(text, lines):
            stream.write(text.encode("ascii"))
            stream.flush()
            return [stream.readline().strip() for _ in range(lines)]

        if ask("set %s 0 60 2\r\nok\r\n" % key, 1) != [b"STORED"]:
            raise OSError("memcached %s did not store a value" % server)
        if ask("get %s\r\n" % key, 3)[1] != b"ok":
            raise OSError("memcached %s did not return a value" % server)
        ask("delete %s\r\n" % key, 1)
    return True
