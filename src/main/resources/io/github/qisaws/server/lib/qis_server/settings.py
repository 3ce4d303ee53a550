"""QIS's settings file: every value from the role file, the secret or sizing, readable by QIS alone."""

import pprint
import urllib.parse

from . import database, files, sizing

PATH = "/opt/qis/conf/local_settings.py"


def write(role, values):
    """Returns whether the settings changed."""
    count = sizing.processes(role, sizing.cores(), sizing.memory(role))
    pool = sizing.pool_size(role, count)
    chosen = {
        "PUBLIC_HOST_NAME": role.get("QIS_PUBLIC_HOST_NAME", ""),
        "PREFERRED_URL_SCHEME": "https",
        "PROXY_SERVERS": role.number("QIS_PROXY_SERVERS"),
        "SECRET_KEY": values["secret_key"],
        "MEMCACHED_SERVERS": role.list("QIS_CACHE_SERVERS"),
        "MGMT_DATABASE_CONNECTION": _url(role, database.DATABASES[0], values),
        "CACHE_DATABASE_CONNECTION": _url(role, database.DATABASES[1], values),
        "MGMT_DATABASE_POOL_SIZE": pool,
        "CACHE_DATABASE_POOL_SIZE": pool,
        "TEMP_DIR": "/var/lib/qis/temp",
        "USAGE_DATA_URL": "",
    }
    if "QIS_PLAIN_HTTP" in role:
        # The defaults of QIS let nobody log in without TLS.
        chosen.update(PREFERRED_URL_SCHEME="http", INTERNAL_BROWSING_SSL=False, SESSION_COOKIE_SECURE=False)
    lines = ["# Written by qis-role; changes are lost. Holds secrets: readable by qis only."]
    lines += ["%s = %s" % (key, pprint.pformat(value, width=200)) for key, value in chosen.items()]
    return files.write(PATH, "\n".join(lines) + "\n", 0o600, "qis")


def read():
    """The settings as QIS reads them: the file is Python."""
    with open(PATH, encoding="utf-8") as file:
        chosen = {}
        exec(compile(file.read(), PATH, "exec"), chosen)  # root wrote this file
    return chosen


def database_password(name=database.DATABASES[0]):
    """The one that QIS uses now; the secret may hold a newer one."""
    import sqlalchemy.engine.url

    key = "MGMT_DATABASE_CONNECTION" if name == database.DATABASES[0] else "CACHE_DATABASE_CONNECTION"
    return sqlalchemy.engine.url.make_url(read()[key]).password


def _url(role, name, values):
    options = urllib.parse.urlencode(database.tls(role))
    password = urllib.parse.quote(values["database_password"], safe="")
    host = "%s:%s" % (role["QIS_DATABASE_HOST"], role["QIS_DATABASE_PORT"])
    return "postgresql+psycopg2://qis:%s@%s/%s?%s" % (password, host, name, options)
