"""A web server: what it needs is proven first, then Apache starts, one server at a time where the schema is concerned."""

import hashlib
import os
import urllib.error
import urllib.request

from . import administrator, cache, database, files, following, gate, images, services as commands, settings, sizing, vault
from .problems import say
from .waiting import until

CONFIGURATION = "/etc/qis/apache/httpd.conf"
START_LIMIT = 180
# QIS asks for its lock twice, 60 s each, when the node that would hold it is dead, and each question may take 3 s.
DEGRADED_START_LIMIT = 600


def apply(role, services):
    """The order that QIS needs; each line proves the one before it."""
    missing = reach(role)
    limit = DEGRADED_START_LIMIT if missing else START_LIMIT
    images.mount(role, services)
    with gate.entered(role) as entrance:
        changed = settings.write(role, entrance.values)
        changed = configure(role, services) or changed
        services.start("web", changed or following.another(entrance.connection))
        until("Apache", answers, limit)
        images.put_probe()
        if entrance.first:
            until("schema of QIS", lambda: answers("/api/v1/list/?path=/&limit=1"), limit)
            administrator.replace_password(entrance.connection, entrance.values["admin_password"])
            entrance.record()
        administrator.renew_password(entrance.connection, entrance.values["admin_password"])
        following.remember(entrance.connection)
    administrator.scrub_logs()
    warm()


def reach(role):
    """Waits for the secret, the database and memcached; QIS started without them makes half a schema. Returns the
    nodes of memcached that are down."""
    database.prepare_managed(role)
    vault.wait(role)
    values = _log_in(role)
    missing = cache.reach(role, everything=gate.makes_schema(role, values))
    _log_in(role)
    return missing


def _log_in(role):
    """The secret's values with which QIS logs in, read for each try."""
    def ask():
        values = database.credentials(role)
        return database.prove(role, values["database_password"]) and values

    return until("database %s" % role["QIS_DATABASE_HOST"], ask, role.wait, pause=1)


def configure(role, services):
    system = files.system()
    figures = sizing.apache(role, sizing.cores(), sizing.memory(role))
    # TLS ends at the load balancer; PROXY_SERVERS hops in front of this port are its own.
    text = files.template(
        "httpd.conf", host=role.get("QIS_PUBLIC_HOST_NAME", "localhost"), modules=system["APACHE_MODULES"],
        mod_wsgi=system["MOD_WSGI"], user=system["APACHE_USER"], group=system["APACHE_GROUP"],
        mime_types=system["MIME_TYPES"], settings=_digest(settings.PATH), access_log=services.access_log, error_log=services.error_log, **figures,
    )
    changed = files.write(CONFIGURATION, text)
    return commands.describe("web", [system["APACHE"], "-f", CONFIGURATION, "-DFOREGROUND"]) or changed


def answers(path="/", limit=20):
    """Whether this server answers 200, asked as the load balancer would; raises what it answers otherwise."""
    request = urllib.request.Request("http://127.0.0.1" + path, headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"})
    try:
        with urllib.request.urlopen(request, timeout=limit) as response:
            return response.read() and response.status == 200
    except urllib.error.HTTPError as error:
        raise OSError("GET %s answers %d" % (path, error.code)) from None


def warm():
    """The first image should not be a visitor's."""
    answers("/image?src=qis-health/probe.png&width=8")
    say("web: serving")


def _digest(path):
    """Ties Apache's configuration to the settings it was started with; not the secrets themselves."""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:12] if os.path.exists(path) else "none"
