"""Every figure that follows from cores and memory; pure, so that one place explains them all."""

import math
import os

MEBIBYTE = 1024 * 1024
# QIS's tuning guide counts half a gigabyte for each mod_wsgi process.
PROCESS_MEGABYTES = 512
THREADS_PER_CHILD = 25
# Connections of one process at pool size p: management p + 1 overflow, cache p + SQLAlchemy's 10.
OVERFLOW = 11
# Log, statistics and task process of a server import the application too.
AUXILIARY_CONNECTIONS = 6
# A parallel hash join shares up to 24 MB (work_mem 4 MB, hash_mem_multiplier 2, three processes); this has room for ten.
PARALLEL_MEGABYTES = 256
CONTROL_GROUP = "/sys/fs/cgroup"
# Kept free for the superuser, health checks and the role itself.
RESERVED_CONNECTIONS = 10


def cores(group=CONTROL_GROUP):
    allowed = len(os.sched_getaffinity(0))
    quota, *period = _words(group, "cpu.max") or _words(group, "cpu/cpu.cfs_quota_us") + _words(group, "cpu/cpu.cfs_period_us") or [""]
    # Version 2 says "max" where there is no limit, version 1 says -1.
    if not quota.isdigit():
        return allowed
    return max(1, min(allowed, math.ceil(int(quota) / int(period[0]))))


def memory(role, group=CONTROL_GROUP):
    """Megabytes of this machine, or of this container when it has a limit."""
    if "QIS_MEMORY_MEGABYTES" in role:
        return role.number("QIS_MEMORY_MEGABYTES")
    with open("/proc/meminfo", encoding="ascii") as file:
        total = int(file.readline().split()[1]) // 1024
    limit = "".join(_words(group, "memory.max") or _words(group, "memory/memory.limit_in_bytes"))
    return min(total, int(limit) // MEBIBYTE) if limit.isdigit() else total


def shared_memory(folder="/dev/shm"):
    """Megabytes that processes may share; a container engine gives 64 unless it is told otherwise."""
    state = os.statvfs(folder)
    return state.f_blocks * state.f_frsize // MEBIBYTE


def _words(group, name):
    """A limit of this control group, of version 2 or 1; empty where this version has no such file."""
    try:
        with open(os.path.join(group, name), encoding="ascii") as file:
            return file.read().split()
    except OSError:
        return []


def memcached_megabytes(role, total):
    """Half of a machine that does more than caching (a 4 GiB server: QIS's own 2 GB), nearly all of one that does not."""
    if "cache" not in role.parts:
        return 0
    if "QIS_CACHE_MEGABYTES" in role:
        return role.number("QIS_CACHE_MEGABYTES")
    return max(64, total - 512) if role.parts == ("cache",) else max(64, total // 2)


def postgresql(role, total, shared=PARALLEL_MEGABYTES):
    """The original's figures (400 MB, 700 MB) are those of 1 GiB; QIS gains nothing from buffers above 1 GB. Parallel queries
    fail where their processes can share too little."""
    share = total - memcached_megabytes(role, total)
    if "web" in role.parts:
        share //= 2
    return {
        "shared_buffers": max(32, min(1024, share * 400 // 1024)),
        "effective_cache_size": max(64, share * 700 // 1024),
        "maintenance_work_mem": max(16, min(512, share // 16)),
        "max_connections": role.number("QIS_MAX_CONNECTIONS"),
        "parallel_workers": 2 if shared >= PARALLEL_MEGABYTES else 0,
    }


def processes(role, machine_cores, total):
    """Cores less one for memcached and one for PostgreSQL if they are here; never more than memory carries.

    The original split its workers between ports 80 and 443. TLS ends at the load balancer, so all of them serve port 80,
    and at least two, as the original had on each port, where memory allows.
    """
    if "QIS_PROCESSES" in role:
        return max(1, role.number("QIS_PROCESSES"))
    wanted = max(2, machine_cores - ("cache" in role.parts) - ("database" in role.parts))
    free = total - memcached_megabytes(role, total)
    if "database" in role.parts:
        free //= 2
    return max(1, min(wanted, free // PROCESS_MEGABYTES))


def apache(role, machine_cores, total):
    count = processes(role, machine_cores, total)
    threads = min(19, max(1, role.number("QIS_THREADS")))
    servers = math.ceil(4 * count * threads / THREADS_PER_CHILD)
    return {
        "processes": count,
        "threads": threads,
        "threads_per_child": THREADS_PER_CHILD,
        "server_limit": servers,
        "max_request_workers": servers * THREADS_PER_CHILD,
    }


def pool_size(role, count):
    """The largest pool with which the whole fleet stays below the database's connections, at most 7 as the original."""
    if "QIS_POOL_SIZE" in role:
        return max(1, role.number("QIS_POOL_SIZE"))
    share = (role.number("QIS_MAX_CONNECTIONS") - RESERVED_CONNECTIONS) // role.number("QIS_WEB_SERVERS")
    return max(1, min(7, ((share - AUXILIARY_CONNECTIONS) // count - OVERFLOW) // 2))


def worst_case_connections(pool, count):
    """Connections that one web server can open at once."""
    return count * (2 * pool + OVERFLOW) + AUXILIARY_CONNECTIONS
