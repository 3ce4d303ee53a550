"""The environment's secret in Secrets Manager, read and written by the server's own role credentials."""

import json
import os
import secrets

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
    vault = client(role, "secretsmanager")
    try:
        answer = vault.get_secret_value(SecretId=identifier or role["QIS_SECRET_ID"])
    except vault.exceptions.ResourceNotFoundException as error:
        if "staging label" in str(error) or "AWSCURRENT" in str(error):
            return {}
        raise
    try:
        values = json.loads(answer["SecretString"] or "{}")
    except ValueError:
        raise Problem("the secret %s is not JSON; nothing was changed" % role["QIS_SECRET_ID"]) from None
    return values if isinstance(values, dict) else {}


def wait(role):
    """The values, as soon as the server that owns the database has put them there."""
    def ask():
        values = read(role)
        missing = [key for key in WANTED if not values.get(key)]
        if missing:
            raise LookupError("no %s yet; the database's server puts them there" % ", ".join(missing))
        return values

    return until("secret %s" % role["QIS_SECRET_ID"], ask, role.wait, pause=2)


def establish(role, **facts):
    """Puts what is missing into the secret, and never changes a password that is there. Returns the values."""
    values = until("Secrets Manager", lambda: [read(role)], role.wait, pause=2)[0]
    complete = {**{key: secrets.token_urlsafe(24) for key in WANTED}, **{k: v for k, v in values.items() if v}, **facts}
    if complete != values:
        client(role, "secretsmanager").put_secret_value(
            SecretId=role["QIS_SECRET_ID"], SecretString=json.dumps(complete, sort_keys=True)
        )
        say("secret: put %s" % ", ".join(sorted(key for key in complete if complete[key] != values.get(key))))
    return complete
