"""Bounded load: usage load.py URL_BASE WORKERS SECONDS_AT_MOST. Ends early on SIGTERM; prints totals as JSON."""

import collections
import http.client
import itertools
import json
import signal
import sys
import threading
import time
import urllib.parse

base, workers, limit = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
stop, lock = threading.Event(), threading.Lock()
statuses, failures, slowest, gap, last_failed = collections.Counter(), [], 0.0, 0.0, 0.0
last_good = time.monotonic()
numbers = itertools.count()
signal.signal(signal.SIGTERM, lambda *_: stop.set())


def work():
    global slowest, last_good, gap, last_failed
    connection = None
    while not stop.is_set():
        number = next(numbers)
        # Images, some from cache, some made anew; and every fourth time a list, which always asks the database.
        path = "/image?src=qis-health/probe.png&width=%d" % (1 + number % 400) if number % 4 else "/api/v1/list/?path=/&limit=1"
        begun, sent = time.monotonic(), time.time()
        try:
            connection = connection or http.client.HTTPConnection(base.hostname, base.port or 80, timeout=60)
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            status = response.status
        except (OSError, http.client.HTTPException) as error:
            status, connection, body = type(error).__name__, None, b""
        with lock:
            now = time.monotonic()
            statuses[str(status)] += 1
            slowest = max(slowest, now - begun)
            if status == 200:
                gap, last_good = max(gap, now - last_good), now
            else:
                last_failed = max(last_failed, sent)
                failures.append("%s %s %s" % (status, path, body[-150:].decode("utf-8", "replace")))
        stop.wait(0.02)


threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
for thread in threads:
    thread.start()
stop.wait(limit)
stop.set()
for thread in threads:
    thread.join(65)
print(json.dumps({"requests": sum(statuses.values()), "failed": len(failures), "statuses": statuses, "slowest": round(slowest, 2),
                  "longest_gap": round(gap, 2), "last_failed_sent": last_failed, "first_failures": failures[:5]}))
