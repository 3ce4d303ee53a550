"""The environment's secret in Secrets Manager, read and written by the server's own role credentials.

In a container outside AWS it can be a file on the data volume instead (QIS_SECRET_FILE), which lasts as long as the database does.
"""

import json
import os
import secrets

from . import files
from .problems import Problem, say
from .waiting import until

WANTED = ("database_password", "secret_key", "admin_password")


def client(role, service):
    import botocore.config
    import botocore.session

    for key in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_AUTO_SCALING"):
        if key in role:
            os.environ[key] = role[key]
    config = botocore.config.Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 3, "mode": "standard"})
    return botocore.session.get_session().create_client(service, region_name=role["QIS_REGION"], config=config)


def read(role, identifier=None):
    """The secret's values, or an empty dictionary while it has none."""
    if identifier is None and "QIS_SECRET_FILE" in role:
        return _values(_text(role["QIS_SECRET_FILE"]), role["QIS_SECRET_FILE"])
    vault = client(role, "secretsmanager")
    try:
        answer = vault.get_secret_value(SecretId=identifier or role["QIS_SECRET_ID"])
    except vault.exceptions.ResourceNotFoundException as error:
        if "staging label" in str(error) or "AWSCURRENT" in str(error):
            return {}
        raise
    return _values(answer["SecretString"], role["QIS_SECRET_ID"])


def _values(text, name):
    try:
        values = json.loads(text or "{}")
    except ValueError:
        raise Problem("the secret %s is not JSON; nothing was changed" % name) from None
    return values if isinstance(values, dict) else {}


def _text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def wait(role):
    """The values, as soon as the server that owns the database has put them there."""
    def ask():
        values = read(role)
        missing = [key for key in WANTED if not values.get(key)]
        if missing:
            raise LookupError("no %s yet; the database's server puts them there" % ", ".join(missing))
        return values

    return until("secret %s" % role.get("QIS_SECRET_ID", "in a file"), ask, role.wait, pause=2)


def establish(role, **facts):
    """Puts what is missing into the secret, and never changes a password that is there. Returns the values."""
    values = until("Secrets Manager", lambda: [read(role)], role.wait, pause=2)[0]
    complete = {**{key: secrets.token_urlsafe(24) for key in WANTED}, **{k: v for k, v in values.items() if v}, **facts}
    if complete != values:
        text = json.dumps(complete, sort_keys=True)
        if "QIS_SECRET_FILE" in role:
            files.write(role["QIS_SECRET_FILE"], text, 0o600)
        else:
            client(role, "secretsmanager").put_secret_value(SecretId=role["QIS_SECRET_ID"], SecretString=text)
        say("secret: put %s" % ", ".join(sorted(key for key in complete if complete[key] != values.get(key))))
    return complete
