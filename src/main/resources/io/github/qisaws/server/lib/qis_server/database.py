"""PostgreSQL: run here for role and databases of QIS, or prepared on a managed server; proven by asking."""

import os

from . import cache, cluster, files, programs, services as commands, sizing, upgrade, vault, volumes
from .problems import Problem, say
from .waiting import until

FOLDER = cluster.FOLDER
SOCKETS = "/run/qis-postgresql"
DATABASES = ("qis-mgmt", "qis-cache")
# The images that QIS serves, by its records.
ACTIVE_IMAGES = "SELECT src FROM public.images WHERE status = 1 ORDER BY src"
AUTHORITY = "/etc/qis/database-ca.pem"
# Any number; it must only be the same on all servers.
PREPARING = 715517


def apply(role, services):
    """The database part: volume, cluster, configuration, service, secret, role and databases, in this order."""
    if "QIS_DATABASE_DEVICE" in role and services.mounts:
        volumes.mount(role, role["QIS_DATABASE_DEVICE"], FOLDER, services)
    system = files.system()
    data = cluster.find(system)
    certificate = _certificate(role)
    changed = _configure(role, data)
    argv = [system["POSTGRESQL_BIN"] + "/postgres", "-D", data, "-c", "config_file=/etc/qis/postgresql/postgresql.conf"]
    changed = commands.describe("postgresql", argv, "postgres") or changed
    changed = cache.access(role, "postgresql", services) or changed
    services.start("postgresql", changed)
    until("PostgreSQL", lambda: query(local(), "SELECT 1"), role.wait)
    values = vault.establish(role, database_certificate=certificate)
    with_connection(local(), lambda connection: _prepare(connection, values["database_password"], role))
    upgrade.analyze(system, SOCKETS, role["QIS_DATABASE_PORT"])
    programs.keep(system)


def old():
    """The clusters that upgrades kept. Like their removal, only beside a database that serves."""
    _require_serving()
    return upgrade.old(files.system())


def remove_old(major):
    _require_serving()
    upgrade.remove_old(files.system(), major)


def _require_serving():
    import psycopg2

    try:
        query(local(), "SELECT 1")
    except psycopg2.OperationalError as error:
        raise Problem("PostgreSQL does not serve, so no old database is removed: %s" % " ".join(str(error).split())) from None


def prepare_managed(role):
    """On RDS, whichever web server is first makes the secret, the role and the databases, under a lock of the database."""
    if "QIS_DATABASE_MASTER_SECRET_ID" not in role:
        return
    values = vault.read(role)
    # RDS's own account is used only while something is missing.
    if all(values.get(key) for key in vault.WANTED) and _logs_in(role, values["database_password"]):
        return
    target = administrator(role)
    until("database %s" % role["QIS_DATABASE_HOST"], lambda: query(target, "SELECT 1"), role.wait)

    def work(connection):
        run(connection, "SELECT pg_advisory_lock(%s)", (PREPARING,))
        values = vault.establish(role)
        _prepare(connection, values["database_password"], role)

    with_connection(target, work)


def administrator(role):
    """The account that makes databases: PostgreSQL's own on its server, RDS's master account elsewhere."""
    if "database" in role.parts:
        return local()
    master = until("master secret", lambda: vault.read(role, role["QIS_DATABASE_MASTER_SECRET_ID"]), role.wait, pause=2)
    return remote(role, "postgres", master["username"], master["password"])


def credentials(role):
    """The secret's values as they are now, and the certificate in them for the next connections: a data server puts it there when
    it starts, and another one when it gets another name."""
    values = vault.read(role)
    if values.get("database_certificate"):
        files.write(AUTHORITY, values["database_certificate"])
    return values


def connect_as_qis(role, password, name=DATABASES[0]):
    return connect(remote(role, name, "qis", password))


def prove(role, password):
    """Logs in to both databases as QIS does; raises what went wrong."""
    return all(query(remote(role, name, "qis", password), "SELECT 1") for name in DATABASES)


def tls(role):
    """Encrypted always; the server's certificate is proven where its authority is known."""
    if role["QIS_DATABASE_HOST"].endswith((".rds.amazonaws.com", ".rds.amazonaws.com.cn")):
        bundle = os.path.join(files.LIB, "rds.pem")
        return {"sslmode": "verify-full", "sslrootcert": bundle} if os.path.exists(bundle) else {"sslmode": "require"}
    return {"sslmode": "verify-full", "sslrootcert": AUTHORITY} if os.path.exists(AUTHORITY) else {"sslmode": "require"}


def connect(target):
    import psycopg2

    connection = psycopg2.connect(connect_timeout=5, application_name="qis-role", keepalives_idle=20, **target)
    connection.autocommit = True
    return connection


def with_connection(target, work):
    connection = connect(target)
    try:
        return work(connection)
    finally:
        connection.close()


def local():
    return {"host": SOCKETS, "user": "postgres", "dbname": "postgres"}


def remote(role, name, user, password):
    return {"host": role["QIS_DATABASE_HOST"], "port": role["QIS_DATABASE_PORT"], "dbname": name, "user": user,
            "password": password, **tls(role)}


def query(target, statement):
    return with_connection(target, lambda connection: run(connection, statement))


def run(connection, statement, values=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _prepare(connection, password, role):
    """One role, two databases; the password is changed only when the present one is another, and never sent in clear."""
    from psycopg2.extensions import encrypt_password

    if not run(connection, "SELECT 1 FROM pg_roles WHERE rolname = 'qis'"):
        run(connection, "CREATE ROLE qis LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
        say("database: role made")
    for name in DATABASES:
        if not run(connection, "SELECT 1 FROM pg_database WHERE datname = %s", (name,)):
            if not run(connection, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper"):
                run(connection, "GRANT qis TO CURRENT_USER")
            run(connection, 'CREATE DATABASE "%s" OWNER qis' % name)
            say("database: %s made" % name)
        run(connection, 'REVOKE ALL ON DATABASE "%s" FROM PUBLIC' % name)
    if not _logs_in(role, password):
        # The verifier is made here: the statement, and any log of it, holds no password.
        verifier = encrypt_password(password, "qis", connection, "scram-sha-256")
        run(connection, "ALTER ROLE qis PASSWORD %s", (verifier,))
        say("database: password set from the secret")


def _logs_in(role, password):
    import psycopg2

    if "database" not in role.parts:
        target = remote(role, DATABASES[0], "qis", password)
    else:
        target = {"host": "127.0.0.1", "dbname": DATABASES[0], "user": "qis", "password": password, "sslmode": "require"}
    try:
        return bool(query(target, "SELECT 1"))
    except psycopg2.OperationalError:
        return False


def _certificate(role):
    """A certificate of this database, kept with its data; web servers get it by the secret, and so know the server."""
    folder = os.path.join(FOLDER, "tls")
    names = {"localhost", role.get("QIS_DATABASE_HOST", "localhost")} - {"127.0.0.1"}
    alternative = ",".join(["IP:127.0.0.1"] + sorted("%s:%s" % ("IP" if name.replace(".", "").isdigit() else "DNS", name) for name in names))
    made_for = os.path.join(folder, "names")
    files.directory(folder, 0o700, "postgres")
    if not os.path.exists(made_for) or _text(made_for) != alternative:
        command = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "7300",
                   "-subj", "/CN=qis-database", "-addext", "subjectAltName=" + alternative,
                   "-keyout", folder + "/server.key", "-out", folder + "/server.crt")
        cluster.run_as_postgres("openssl, for the database's certificate,", command, umask=0o077)
        files.write(made_for, alternative, 0o600, "postgres")
    return _text(folder + "/server.crt")


def _configure(role, data):
    figures = sizing.postgresql(role, sizing.memory(role), sizing.shared_memory())
    folder = "/etc/qis/postgresql/"
    rules = "".join("hostssl qis-mgmt,qis-cache qis %s scram-sha-256\n" % block for block in role.list("QIS_CLIENT_CIDRS"))
    listen = "*" if rules else "127.0.0.1"
    settings = files.template("postgresql.conf", data=data, sockets=SOCKETS, tls=os.path.join(FOLDER, "tls"), listen=listen,
                              port=role["QIS_DATABASE_PORT"], **figures)
    changed = files.write(folder + "postgresql.conf", settings)
    changed = files.write(folder + "pg_hba.conf", files.template("pg_hba.conf", clients=rules)) or changed
    return files.write(folder + "pg_ident.conf", files.template("pg_ident.conf")) or changed


def _text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()
