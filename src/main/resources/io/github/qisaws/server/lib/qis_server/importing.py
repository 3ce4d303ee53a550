"""The command `qis-import`: moves the database and the images of another QIS into this environment.

Each step can be repeated: an import that ended anywhere goes on from there when it is started again. The order keeps the site
in use until all is here: the dump is loaded beside the database in use, the images are copied, and only then do the web
servers change to the imported database. QIS must never see it without its images: it takes a record without a file for a
deleted image.
"""

import argparse
import json
import os
import shutil
import subprocess
import time

from . import database, files, images, import_check, import_database, import_dump, import_images, import_manifest, import_sample
from . import role as role_command, role_file, services
from .problems import Problem, say, stop
from .waiting import until

UNIT = "qis-import.service"
FOLDER = "/var/lib/qis/import"
STATUS = os.path.join(FOLDER, "status.json")
HEALTHY_LIMIT = 180
STARTED_LIMIT = 600
KEPT = "the imported database is in use, and the one before is kept as %s" % import_database.BEFORE


def main():
    os.umask(0o077)
    chosen = _options()
    try:
        if chosen.command == "status":
            say(json.dumps(status()))
            return
        role = role_file.read()
        _refuse(role)
        if chosen.command in ("kept", "remove-kept"):
            with import_database.Databases(role) as databases:
                _kept(databases, chosen.command == "remove-kept")
            return
        import_manifest.refuse_malformed(chosen.manifest, chosen.sha256)
        if chosen.command == "start":
            say(json.dumps({"state": start(chosen)}))
        elif chosen.command == "run":
            _run(role, chosen)
        else:
            manifest = import_manifest.read(role, chosen.manifest, chosen.sha256)
            if chosen.command == "check":
                with _Folder(role) as folder:
                    say(json.dumps(import_check.report(role, manifest, folder)))
            elif chosen.command == "compare":
                say(json.dumps(import_images.survey(manifest.images)))
            else:
                import_images.copy(manifest, chosen.overwrite)
    except Problem as problem:
        stop(problem)


def _options():
    parser = argparse.ArgumentParser(prog="qis-import", description="Moves the database and the images of another QIS into this environment.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status", help="how far the import is, as JSON")
    commands.add_parser("kept", help="the size of the database that the import has replaced, as JSON")
    commands.add_parser("remove-kept", help="the same, and removes it, if there is one")
    for name, text in (("start", "start or resume the import"), ("check", "what an import would do; changes nothing"), ("run", "the import itself"),
                       ("compare", "the images alone, as the user qis"), ("copy", "the same, and copies them")):
        command = commands.add_parser(name, help=text)
        command.add_argument("manifest", help="s3://BUCKET/import/manifest.json")
        command.add_argument("sha256", help="SHA-256 of the manifest")
        command.add_argument("--users", choices=("keep", "replace"), default="keep", help="keep all passwords, or give admin that of the secret")
        command.add_argument("--overwrite", action="store_true", help="replace files of this environment that differ")
    return parser.parse_args()


def _kept(databases, remove):
    if remove and databases.kept() is not None:
        _require_healthy()
        databases.remove_kept()
    say(json.dumps({"name": import_database.BEFORE, "bytes": databases.kept()}))


def start(chosen):
    """Starts the import as a unit of its own, which does not end with the session that starts it. Returns its state."""
    now = status()
    same = now.get("manifest") == chosen.sha256
    if now["state"] == "running":
        if not same:
            raise Problem("an import of another manifest (%s) is running. Wait for its end: qis-import status" % now.get("manifest"))
        return "running"
    if now["state"] == "done" and same and now.get("users") == chosen.users:
        return "done"
    _write({"state": "running", "manifest": chosen.sha256, "users": chosen.users, "step": "database"})
    arguments = [chosen.manifest, chosen.sha256, "--users", chosen.users] + (["--overwrite"] if chosen.overwrite else [])
    command = ("systemd-run", "--quiet", "--collect", "--unit=" + UNIT, "--description=Import of another QIS", "--property=UMask=0077",
               import_images.COMMAND, "run", *arguments)
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        _write({"state": "failed", "manifest": chosen.sha256, "problem": "systemd-run failed: %s" % result.stderr.strip()[:500]})
        raise Problem("systemd-run failed: %s. Nothing was changed" % result.stderr.strip()[:500])
    return "running"


def status():
    try:
        with open(STATUS, encoding="utf-8") as file:
            now = json.load(file)
    except (FileNotFoundError, ValueError):
        return {"state": "none"}
    if now["state"] == "running" and not _active():
        # Read again: it may have ended between the two.
        with open(STATUS, encoding="utf-8") as file:
            now = json.load(file)
        if now["state"] == "running":
            now.update(state="failed", problem="the import was interrupted. Start it again: it goes on where it ended")
    return now


def _active():
    result = subprocess.run(("systemctl", "show", "--property=ActiveState", "--value", UNIT), capture_output=True, text=True, check=False)
    return result.stdout.strip() in ("active", "activating", "deactivating")


def _write(now):
    files.directory(FOLDER, 0o700)
    files.write(STATUS, json.dumps(now) + "\n", 0o600)


def _refuse(role):
    if not os.path.isdir("/run/systemd/system"):
        raise Problem("a container cannot import: nothing here starts QIS anew. "
                      "Move into an architecture with servers, or load the database and the files with your own tools")
    if "database" in role.parts and "cache" in role.parts or "web" in role.parts and "QIS_DATABASE_MASTER_SECRET_ID" in role:
        return
    raise Problem(
        "a server of role %s cannot import: it neither runs the database nor has RDS's master secret. "
        "Run the import on the data server, on the full server, or on a web server of the managed architecture" % role.name
    )


class _Folder:
    """For the dump: on the volume of the database where it is here, empty before and after."""

    def __init__(self, role):
        self.path = os.path.join(database.FOLDER if "database" in role.parts else FOLDER, "dump")

    def __enter__(self):
        self.__exit__()
        files.directory(self.path, 0o700)
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def _run(role, chosen):
    work = _Import(role, chosen)
    try:
        work.everything()
    except BaseException as error:
        text = str(error) if isinstance(error, Problem) else "%s: %s" % (type(error).__name__, " ".join(str(error).split())[:600])
        work.tell(state="failed", problem="%s. What was changed: %s." % (text.rstrip("."), work.changed))
        raise error if isinstance(error, Problem) else Problem(text) from error


class _Import:
    """One run; what it finds done, it leaves."""

    def __init__(self, role, chosen):
        self.role, self.chosen, self.manifest = role, chosen, None
        self.changed = "nothing"
        self.status = {"state": "running", "manifest": chosen.sha256, "users": chosen.users, "step": "database", "images": {}, "rows": {},
                       "missing": [], "missing_count": 0, "served": 0, "problem": "", "seconds": {}}

    def tell(self, **facts):
        self.status.update(facts)
        _write(self.status)

    def everything(self):
        with import_database.Databases(self.role) as databases:
            self.manifest = import_manifest.read(self.role, self.chosen.manifest, self.chosen.sha256)
            for name, step in (("database", self._database), ("images", self._images), ("start", self._start), ("verify", self._verify)):
                self.tell(step=name)
                begun = time.monotonic()
                step(databases)
                self.status["seconds"][name] = round(time.monotonic() - begun, 1)
        self.tell(state="done")
        say("import: done")

    def _database(self, databases):
        if not self.manifest.database:
            return
        digest, size = self.manifest.database
        live, new = databases.note(import_database.LIVE), databases.note(import_database.NEW)
        found = live if live.get("dump") == digest else new if new.get("dump") == digest else None
        if found and found["users"] != self.chosen.users:
            if found is live:
                raise Problem("this dump was imported before with --users %s. Start again with it, and change the password in QIS" % found["users"])
            found = None
        if not found:
            with _Folder(self.role) as folder:
                found = databases.load(import_dump.fetch(self.role, self.manifest, folder), digest, self.chosen.users)
        self.tell(rows=found["rows"])
        self.changed = KEPT if live.get("dump") == digest else "nothing that is in use; the dump is loaded as %s" % import_database.NEW

    def _images(self, databases):
        if self.manifest.images is None:
            return
        counts = {"count": len(self.manifest.images), "bytes": sum(size for _, size in self.manifest.images.values()), "done": 0, "copied": 0}
        before = self.changed
        with import_images.process("copy", self.manifest, *(["--overwrite"] if self.chosen.overwrite else [])) as process:
            for line in process.stdout:
                told = json.loads(line)
                counts.update(done=told["done"], copied=told["copied"])
                if told["copied"]:
                    self.changed = "%d of %d images were copied; of the database, %s" % (told["copied"], counts["count"], before)
                self.tell(images=dict(counts))
            problem = process.stderr.read().strip()
        import_images.refuse_failed(process, problem)

    def _start(self, databases):
        if not self.manifest.database:
            return
        host, digest = services.Systemd(), self.manifest.database[0]
        live = databases.note(import_database.LIVE)
        if live.get("dump") == digest and live.get("started"):
            return
        if "web" in self.role.parts:
            host.stop("web")
        if live.get("dump") != digest:
            try:
                databases.swap()
            except BaseException:
                # The old database is still in place.
                _apply_role(host)
                raise
        self.changed = KEPT
        databases.clear_cache()
        _apply_role(host)
        # On a data server: a web server notices within a minute (following.py).
        until("start of QIS on the imported database, by a web server", databases.started, STARTED_LIMIT)
        databases.write_note(import_database.LIVE, {**databases.note(import_database.LIVE), "started": True})

    def _verify(self, databases):
        until("health of this server", _healthy, HEALTHY_LIMIT, pause=2)
        missing = images.missing(databases.paths())
        self.tell(missing=missing[:import_images.SHOWN], missing_count=len(missing))
        if "web" in self.role.parts:
            self.tell(**import_sample.serve(sorted(self.manifest.images) if self.manifest.images is not None else databases.paths()))


def _apply_role(host):
    try:
        host.call("restart", "qis-role.service")
    except Problem as problem:
        reason = ""
        if os.path.exists(role_command.FAILED):
            with open(role_command.FAILED, encoding="utf-8") as file:
                reason = file.read().strip()
        raise Problem("the role of this server could not be applied: %s" % (reason or problem)) from None


def _require_healthy():
    try:
        _healthy()
    except OSError as error:
        raise Problem("this server is not healthy, so nothing was removed: %s" % error) from None


def _healthy():
    result = subprocess.run(("/usr/local/bin/qis-health", "--quiet"), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        raise OSError((result.stdout + result.stderr).strip())
    return True
