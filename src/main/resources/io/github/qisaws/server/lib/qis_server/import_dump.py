"""A dump of the management database: what made it, what is in it, and its text without anything that only psql would run.

psql is not used: its commands (`\\! program`, `\\copy`) would run on this server. pg_dump's text is read here, and sent to
PostgreSQL as the role of the import; a psql command in it is refused, or is a syntax error there. `\\restrict` is pg_dump's
own protection against such commands since August 2025 (CVE-2025-8714, https://www.postgresql.org/support/security/CVE-2025-8714/).
"""

import gzip
import os
import pwd
import re
import shutil
import subprocess
import zlib

from . import files
from .problems import Problem

AGAIN = "Dump the database again: pg_dump -Fc qis-mgmt"
LARGEST = 64 << 20
SPARE = 64 << 20
COUNTED = ("users", "groups", "folders", "images", "imagetemplates", "folios")
# QIS's own dumps have nothing else: no functions, triggers, views or rules.
_ENTRY = re.compile(
    r"\d+; \d+ \d+ (TABLE DATA|TABLE|SEQUENCE OWNED BY|SEQUENCE SET|SEQUENCE|DEFAULT|FK CONSTRAINT|CHECK CONSTRAINT|CONSTRAINT|INDEX|SCHEMA) \S+ \S+"
)
_LEFT_OUT = re.compile(r"\d+; \d+ \d+ (ACL|DEFAULT ACL|COMMENT|EXTENSION|DATABASE|DATABASE PROPERTIES|SCHEMA - public) ")
# Owners, rights and comments of the old server: its roles are not here.
_SKIPPED = re.compile(
    rb"(ALTER [^;']* OWNER TO [^;']+|GRANT [^;']+|REVOKE [^;']+|ALTER DEFAULT PRIVILEGES [^;']+|COMMENT ON .*"
    rb"|CREATE EXTENSION [^;']+|CREATE SCHEMA public);\n"
)
_NAME = rb'("(?:[^"\n]|"")+"|[a-z_][a-z0-9_$]*)'
_COPY = re.compile(rb"COPY (?:" + _NAME + rb"\.)?" + _NAME + rb" \(([^();']*)\) FROM stdin;\n")
_VERSION = re.compile(rb"-- Dumped (from database|by pg_dump) version ([0-9.]+)")


def fetch(role, manifest, folder):
    """The dump on this server's disk, proven, if there is space for it and for what it becomes."""
    digest, size = manifest.database
    path = os.path.join(folder, "dump")
    _refuse_full(folder, size, "the dump")
    manifest.staging.save("files/" + digest, digest, size, path)
    dump = Dump(path)
    if "database" in role.parts:
        # PostgreSQL stops when its volume is full, and the database in use with it.
        _refuse_full(folder, size * (2 if dump.kind == "plain" else 6), "the database of the dump")
    return dump


def _refuse_full(folder, needed, what):
    needed, free = needed + SPARE, shutil.disk_usage(folder).free
    if needed > free:
        raise Problem("%s needs about %d MB, and %s has %d MB free. Enlarge its volume, then start again" % (what, needed >> 20, folder, free >> 20))


class Dump:
    """`kind` is custom, plain or gzip; `source` and `program` are the versions of the old server and of its pg_dump."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            head = file.read(512)
        self.kind = "custom" if head[:5] == b"PGDMP" else "gzip" if head[:2] == b"\x1f\x8b" else "plain"
        self.listing = []
        versions = self._listed() if self.kind == "custom" else self._headed(head)
        self.source, self.program = versions.get("from database", "unknown"), versions.get("by pg_dump", "unknown")

    def refuse_newer(self, server):
        """`server` is server_version_num."""
        known = re.match(r"\d+", self.program)
        if known and int(known.group()) > server // 10000:
            raise Problem(
                "the dump was made by pg_dump %s; PostgreSQL %d of this environment is older and may not read it. Dump the database "
                "with pg_dump %d, or use a newer PostgreSQL in the environment" % (self.program, server // 10000, server // 10000)
            )

    def restore(self, target):
        """Loads a custom dump as the role of `target`, in one transaction."""
        listing = "\n".join(self.listing) + "\n"
        chosen = os.memfd_create("list")
        os.write(chosen, listing.encode("utf-8"))
        names = ("host", "port", "user", "password", "sslmode", "sslrootcert")
        environment = {"PG" + name.upper(): str(target[name]) for name in names if name in target}
        options = ("--no-owner", "--no-privileges", "--no-comments", "--no-tablespaces", "--no-security-labels", "--no-publications",
                   "--no-subscriptions", "--exit-on-error", "--single-transaction", "--use-list=/proc/self/fd/%d" % chosen,
                   "--dbname=" + target["dbname"])
        try:
            result = self._pg_restore(*options, environment=environment, pass_fds=(chosen,))
        finally:
            os.close(chosen)
        if result.returncode != 0:
            raise Problem(_lines(result.stderr))

    def items(self):
        """pg_dump's text as ("sql", text) and ("copy", statement, table, columns, lines)."""
        if self.kind == "custom":
            return self._extracted()
        return self._plain()

    def census(self):
        """The records of each table, and the paths of the images that QIS would serve."""
        counts, paths = {}, set()
        for item in self.items():
            if item[0] == "copy":
                _, _, table, columns, lines = item
                counts[table] = 0
                where = (columns.index("src"), columns.index("status")) if table == "images" and {"src", "status"} <= set(columns) else None
                for line in lines:
                    counts[table] += 1
                    words = line.rstrip(b"\n").split(b"\t") if where else ()
                    if where and words[where[1]] == b"1":
                        paths.add(_unescaped(words[where[0]]).strip("/"))
        return counts, paths

    def _extracted(self):
        """Only for counting: the data of these tables."""
        command, settings = self._command("--data-only", *("--table=" + name for name in COUNTED), "--file=-")
        pipe = subprocess.PIPE
        with open(self.path, "rb") as file, subprocess.Popen(command, stdin=file, stdout=pipe, stderr=pipe, **settings) as process:
            yield from Script(process.stdout).items()
            told = process.stderr.read()
        if process.returncode != 0:
            raise Problem("pg_restore cannot read the dump: %s. %s" % (_lines(told), AGAIN))

    def _plain(self):
        with (gzip.open if self.kind == "gzip" else open)(self.path, "rb") as file:
            try:
                script = Script(file)
                yield from script.items()
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise Problem("the dump is cut off or damaged: %s. %s" % (error, AGAIN)) from None
        if not script.complete:
            raise Problem("the dump is cut off: it does not end with 'PostgreSQL database dump complete'. %s" % AGAIN)

    def _headed(self, head):
        if head[:10].startswith(b"toc.dat"):
            raise Problem("the dump is a tar archive, which is not supported. %s" % AGAIN)
        try:
            with (gzip.open if self.kind == "gzip" else open)(self.path, "rb") as file:
                start = file.read(4096)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Problem("the dump is cut off or damaged: %s. %s" % (error, AGAIN)) from None
        if b"PostgreSQL database cluster dump" in start:
            raise Problem("the dump is one of all databases (pg_dumpall). %s" % AGAIN)
        if b"-- PostgreSQL database dump" not in start:
            raise Problem("the dump is none of PostgreSQL in a custom or plain format, perhaps gzipped. %s" % AGAIN)
        return {kind.decode("ascii"): version.decode("ascii") for kind, version in _VERSION.findall(start)}

    def _listed(self):
        result = self._pg_restore("--list")
        if result.returncode != 0:
            raise Problem("pg_restore cannot read the dump: %s. Dump with the pg_dump of this environment's PostgreSQL" % _lines(result.stderr))
        versions = {}
        for line in result.stdout.decode("utf-8", "replace").splitlines():
            found = re.match(r";\s+Dumped (from database|by pg_dump) version: ([0-9.]+)", line)
            if found:
                versions[found.group(1)] = found.group(2)
            elif line and not line.startswith(";") and not _LEFT_OUT.match(line):
                if not _ENTRY.match(line):
                    raise Problem("the dump is not one of QIS's database, which has nothing like: %s. %s" % (line[:120], AGAIN))
                self.listing.append(line)
        return versions

    def _pg_restore(self, *options, environment=None, pass_fds=()):
        command, settings = self._command(*options, environment=environment)
        with open(self.path, "rb") as file:
            return subprocess.run(command, stdin=file, capture_output=True, check=False, pass_fds=pass_fds, **settings)

    @staticmethod
    def _command(*options, environment=None):
        """The archive is foreign: what reads it has no rights here."""
        nobody = pwd.getpwnam("nobody")
        command = (os.path.join(files.system()["POSTGRESQL_BIN"], "pg_restore"),) + options
        return command, {"cwd": "/", "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [],
                         "env": {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", **(environment or {})}}


class Script:
    """The lines of pg_dump's plain format."""

    def __init__(self, lines):
        self.lines, self.number, self.token, self.complete = iter(lines), 0, None, False

    def items(self):
        pending, size, begun = [], 0, False
        for line in self._numbered():
            if line.startswith(b"--") or line == b"\n":
                self.complete = self.complete or line.startswith(b"-- PostgreSQL database dump complete")
                continue
            if line.startswith(b"\\"):
                self._psql(line, begun)
                continue
            begun = True
            copied = _COPY.fullmatch(line)
            if line.startswith(b"INSERT INTO "):
                raise Problem("the dump was made with --inserts or --column-inserts (line %d), which is not supported. %s" % (self.number, AGAIN))
            if copied:
                yield "sql", b"".join(pending)
                pending, size = [], 0
                data = self._data()
                yield "copy", line, _plain_name(copied.group(2)), [_plain_name(name.strip()) for name in copied.group(3).split(b",")], data
                for _ in data:
                    pass
            elif not _SKIPPED.fullmatch(line):
                pending.append(line)
                size += len(line)
                if size > LARGEST:
                    raise Problem("the dump has more than %d MB of statements at line %d. %s" % (LARGEST >> 20, self.number, AGAIN))
        yield "sql", b"".join(pending)

    def _numbered(self):
        for line in self.lines:
            self.number += 1
            yield line

    def _data(self):
        for line in self._numbered():
            if line == b"\\.\n":
                return
            yield line
        raise Problem("the dump is cut off in the data of a table. %s" % AGAIN)

    def _psql(self, line, begun):
        words = line.split()
        if len(words) == 2 and words[0] == b"\\restrict" and not begun and not self.token:
            self.token = words[1]
        elif words != [b"\\unrestrict", self.token]:
            told = ascii(line[:60].decode("utf-8", "replace").strip())
            raise Problem(
                "line %d of the dump is a command of psql: %s. It could run programs on this server, so it is refused. "
                "Check where the dump comes from. %s, without --create" % (self.number, told, AGAIN)
            )


class Reading:
    """Lines as a file, for COPY."""

    def __init__(self, lines):
        self.lines = lines

    def read(self, size=-1):
        return next(self.lines, b"") if size else b""


def _plain_name(name):
    return (name[1:-1].replace(b'""', b'"') if name.startswith(b'"') else name).decode("utf-8", "replace")


def _unescaped(text):
    known = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
    return re.sub(rb"\\(.)", lambda found: known.get(found.group(1), found.group(1)), text).decode("utf-8", "replace")


def _lines(text):
    return " ".join(text.decode("utf-8", "replace").split())[:600]
