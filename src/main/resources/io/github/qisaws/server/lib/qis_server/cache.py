"""memcached: run here, and proven by storing and reading, wherever it is."""

import os
import socket

from . import files, services as commands, sizing


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


def prove(server):
    """Stores, reads and removes a value of its own; raises what went wrong."""
    host, _, port = server.rpartition(":")
    key = "qis-role-probe-%s-%d" % (socket.gethostname(), os.getpid())
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
