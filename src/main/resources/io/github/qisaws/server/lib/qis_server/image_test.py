"""The command `qis-image-test`: what a new image must do before it is released. It runs on a full server.

RDS and EFS are not here. What can be proven without them: connections that must be encrypted and verified are, and the
programs that mount EFS run.
"""

import io
import os
import ssl
import subprocess
import time
import urllib.request

from . import files
from .problems import Problem, say, stop

BUNDLE = os.path.join(files.LIB, "rds.pem")
# Of the certificate that PostgreSQL on this server shows.
OWN = "/var/lib/qis/database/tls/server.crt"
MOUNT = "/sbin/mount.efs"
NO_FILE_SYSTEM = "fs-00000000000000000"
MONTH = 30 * 24 * 3600


def main():
    wrong = []
    for name, check in (("serves an image", serves), ("RDS certificates", bundle), ("TLS to a database", database), ("EFS", efs)):
        try:
            check()
            say("image test: %s: ok" % name)
        except Exception as error:  # pylint: disable=broad-except
            wrong.append(name)
            say("image test: %s: %s" % (name, error))
    if wrong:
        stop("the image failed its test: %s" % ", ".join(wrong))


def serves():
    """QIS makes an image of the probe, as a visitor behind the load balancer asks for it."""
    from PIL import Image  # pylint: disable=import-outside-toplevel

    request = urllib.request.Request("http://127.0.0.1/image?src=qis-health/probe.png&width=8", headers={"X-Forwarded-Proto": "https"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        width = Image.open(io.BytesIO(answer.read())).width
    if width != 8:
        raise Problem("the image is %d pixels wide, not 8" % width)


def bundle():
    """Certificate authorities of RDS, of which at least one is valid for another month."""
    context = ssl.create_default_context(cafile=BUNDLE)
    last = max(ssl.cert_time_to_seconds(authority["notAfter"]) for authority in context.get_ca_certs())
    if last < time.time() + MONTH:
        raise Problem("the last certificate authority in %s ends %s" % (BUNDLE, time.ctime(last)))


def database():
    """A server whose certificate is not RDS's is refused. One whose certificate is known gets as far as the password."""
    refused = _connect(BUNDLE)
    if "certificate verify failed" not in refused:
        raise Problem("a database without a certificate of RDS was not refused: %s" % refused)
    known = _connect(OWN)
    if "password authentication failed" not in known:
        raise Problem("no TLS to a database whose certificate is known: %s" % known)


def _connect(root):
    import psycopg2  # pylint: disable=import-outside-toplevel

    try:
        psycopg2.connect(host="127.0.0.1", dbname="qis-mgmt", user="qis", password="none", connect_timeout=10, sslmode="verify-ca", sslrootcert=root)
    except psycopg2.OperationalError as error:
        return str(error).strip()
    return "connected"


def efs():
    """mount.efs and stunnel run, and a file system that does not exist is refused, not the program's own code."""
    version = subprocess.run((MOUNT, "--version"), capture_output=True, text=True, timeout=60, check=False)
    if version.returncode != 0:
        raise Problem("mount.efs does not run: %s" % version.stderr.strip())
    tunnel = subprocess.run(("stunnel", "-version"), capture_output=True, text=True, timeout=60, check=False)
    if tunnel.returncode != 0:
        raise Problem("stunnel does not run: %s" % tunnel.stderr.strip())
    attempt = subprocess.run((MOUNT, NO_FILE_SYSTEM, "/mnt", "-o", "tls,iam"), capture_output=True, text=True, timeout=120, check=False)
    if attempt.returncode == 0 or "Traceback" in attempt.stderr:
        raise Problem("mount.efs did not refuse %s: %s" % (NO_FILE_SYSTEM, attempt.stderr.strip()))
