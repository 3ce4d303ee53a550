"""The role file: read, checked whole (every mistake at once), and given its defaults."""

import ipaddress
import os
import re

from . import role_settings
from .problems import Problem

PATH = "/etc/qis/role.env"

PARTS = {
    "web-server": ("web",),
    "app-with-cache": ("cache", "web"),
    "full-server": ("storage", "database", "cache", "web"),
    "database": ("storage", "database"),
    "data-server": ("storage", "database", "cache"),
    "cache": ("cache",),
}

_NAME = r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
_NUMBER = r"[0-9]{1,6}"
_DEVICE = r"vol-?[0-9a-f]{8,17}|/dev/[A-Za-z0-9/_-]+"
_KEYS = {
    "QIS_ROLE": "|".join(PARTS),
    "QIS_REGION": r"[a-z]{2}(-[a-z]+)+-[0-9]",
    "QIS_ENVIRONMENT": r"[a-z][a-z0-9-]{0,40}",
    "QIS_PUBLIC_HOST_NAME": _NAME,
    "QIS_PROXY_SERVERS": r"[0-9]",
    "QIS_DATABASE_HOST": _NAME,
    "QIS_DATABASE_PORT": _NUMBER,
    "QIS_CACHE_SERVERS": r"%s:[0-9]{1,5}(,%s:[0-9]{1,5})*" % (_NAME, _NAME),
    "QIS_IMAGES": r"local|nfs:%s:/[A-Za-z0-9/_.-]*|efs:fs-[0-9a-f]+(:fsap-[0-9a-f]+)?" % _NAME,
    "QIS_SECRET_ID": r"[A-Za-z0-9/_+=.@:-]{1,2048}",
    "QIS_CLIENT_CIDRS": r"[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*",
    "QIS_DATABASE_DEVICE": _DEVICE,
    "QIS_IMAGES_DEVICE": _DEVICE,
    **role_settings.FORMS,
    # Of a container on a person's own machine:
    "QIS_PLAIN_HTTP": "true",
    "QIS_SECRET_FILE": r"/[A-Za-z0-9/_.-]+",
    # Beyond the common contract:
    "QIS_WEB_SERVERS": _NUMBER,
    "QIS_DATABASE_MASTER_SECRET_ID": r"[A-Za-z0-9/_+=.@:!-]{1,2048}",
    "QIS_CACHE_MEGABYTES": _NUMBER,
    "QIS_MEMORY_MEGABYTES": _NUMBER,
    "QIS_WAIT_SECONDS": _NUMBER,
    "QIS_DRAIN_SECONDS": _NUMBER,
    "QIS_AUTOSCALING_GROUP": r"[A-Za-z0-9_./-]{1,255}",
    "QIS_LIFECYCLE_HOOK": r"[A-Za-z0-9_/-]{1,255}",
    "QIS_WEB_GROUP": r"[A-Za-z0-9_./-]{1,255}",
    "QIS_LOG_GROUP": r"[A-Za-z0-9_./#-]{1,512}",
    "AWS_ENDPOINT_URL": r"https?://[A-Za-z0-9.:/_-]+",
    "AWS_ENDPOINT_URL_AUTO_SCALING": r"https?://[A-Za-z0-9.:/_-]+",
}
_ALWAYS = ("QIS_ROLE", "QIS_REGION", "QIS_ENVIRONMENT")
_NEEDED = {
    "web": ("QIS_DATABASE_HOST", "QIS_CACHE_SERVERS", "QIS_IMAGES", "QIS_SECRET_ID"),
    "database": ("QIS_SECRET_ID",),
    "storage": (),
    "cache": (),
}
_DEFAULTS = {
    "QIS_PROXY_SERVERS": "1",
    "QIS_DATABASE_PORT": "5432",
    **role_settings.DEFAULTS,
    "QIS_WEB_SERVERS": "4",
    "QIS_WAIT_SECONDS": "900",
    "QIS_DRAIN_SECONDS": "150",
    "QIS_LIFECYCLE_HOOK": "drain",
}
_FULL_SERVER = {
    "QIS_DATABASE_HOST": "127.0.0.1",
    "QIS_CACHE_SERVERS": "127.0.0.1:11211",
    "QIS_IMAGES": "local",
}
_LOCAL = ("QIS_PLAIN_HTTP", "QIS_SECRET_FILE")


class Role(dict):
    """The checked keys of the role file, with defaults."""

    @property
    def name(self):
        return self["QIS_ROLE"]

    @property
    def parts(self):
        return PARTS[self.name]

    @property
    def wait(self):
        return self.number("QIS_WAIT_SECONDS")

    def number(self, key):
        return int(self[key])

    def list(self, key):
        return [item for item in self.get(key, "").split(",") if item]

    @property
    def exports_images(self):
        return "storage" in self.parts and "web" not in self.parts and "QIS_IMAGES_DEVICE" in self


def read(path=PATH):
    try:
        with open(path, encoding="utf-8") as file:
            return check(file.read(), path)
    except FileNotFoundError:
        raise Problem("%s does not exist; cloud-init writes it, or give a role's keys in that file" % path)


def from_environment():
    """The same keys as environment variables, as containers get them."""
    text = "".join("%s=%s\n" % (key, value) for key, value in os.environ.items() if key in _KEYS)
    return check(text, "the environment")


def check(text, source):
    values, mistakes = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, equals, value = line.partition("=")
        if not equals or key not in _KEYS:
            mistakes.append("line %d: '%s' is not a key of the role file" % (number, key[:60]))
        elif key in values:
            mistakes.append("line %d: %s is given twice" % (number, key))
        elif value and not re.fullmatch(_KEYS[key], value):
            mistakes.append("line %d: %s has a value of the wrong form: '%s'" % (number, key, value[:80]))
        elif value:
            values[key] = value
    parts = PARTS.get(values.get("QIS_ROLE"), ())
    if values.get("QIS_ROLE") == "full-server":
        values = {**_FULL_SERVER, **values}
    if "QIS_PLAIN_HTTP" in values:
        # Without a proxy, what a client says of one is not believed.
        values = {"QIS_PROXY_SERVERS": "0", **values}
    values = {**_DEFAULTS, **values}
    needed = _ALWAYS + tuple(key for part in parts for key in _NEEDED[part])
    if "QIS_SECRET_FILE" in values:
        needed = tuple(key for key in needed if key != "QIS_SECRET_ID")
    mistakes += _local(values)
    mistakes += ["%s is missing; role '%s' needs it" % (key, values.get("QIS_ROLE", "?")) for key in needed if key not in values]
    mistakes += _networks(values)
    if mistakes:
        raise Problem("%s is wrong, nothing was changed:\n  %s" % (source, "\n  ".join(dict.fromkeys(mistakes))))
    return Role(values)


def require_aws(role):
    """A server of AWS has its secret in Secrets Manager, and serves behind a load balancer that ends TLS."""
    mistakes = ["%s is only for a container outside AWS" % key for key in _LOCAL if key in role]
    if mistakes:
        raise Problem("the role is wrong, nothing was changed:\n  " + "\n  ".join(mistakes))


def _local(values):
    mistakes = []
    if "QIS_SECRET_FILE" in values and values.get("QIS_ROLE") != "full-server":
        mistakes.append("QIS_SECRET_FILE: only role 'full-server' can have its secret in a file, which no other server reads")
    if "QIS_SECRET_FILE" in values and "QIS_SECRET_ID" in values:
        mistakes.append("QIS_SECRET_FILE and QIS_SECRET_ID: name one place of the secret")
    if "QIS_PLAIN_HTTP" in values and "QIS_SECRET_FILE" not in values:
        mistakes.append("QIS_PLAIN_HTTP sends passwords unencrypted: only for role 'full-server' with QIS_SECRET_FILE, outside AWS")
    return mistakes


def _networks(values):
    mistakes = []
    for block in values.get("QIS_CLIENT_CIDRS", "").split(","):
        try:
            if block and ipaddress.ip_network(block).prefixlen == 0:
                mistakes.append("QIS_CLIENT_CIDRS: %s is the whole world; name the application's subnets" % block)
        except ValueError as error:
            mistakes.append("QIS_CLIENT_CIDRS: %s" % error)
    return mistakes
