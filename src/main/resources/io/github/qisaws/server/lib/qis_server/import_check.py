"""The rehearsal of an import: everything that can be known before anything is changed, in one report."""

import json
import shutil

from . import images, import_database, import_dump, import_images
from .problems import Problem


def report(role, manifest, folder):
    found = {"ready": False, "problems": []}
    records = set()
    try:
        if manifest.database:
            found["database"], records = _database(role, manifest, folder)
    except Problem as problem:
        found["problems"].append("database: %s" % problem)
    try:
        if manifest.images is not None:
            found["images"] = _images(manifest)
            import_images.refuse_foreign(found["images"]["different_count"], found["images"]["different"])
            import_images.refuse_full(found["images"]["to_copy_bytes"], found["images"]["free"])
    except Problem as problem:
        found["problems"].append("images: %s" % problem)
    missing = images.missing(sorted(records.difference(manifest.images or ())))
    found.update(ready=not found["problems"], missing=missing[:import_images.SHOWN], missing_count=len(missing))
    return found


def _database(role, manifest, folder):
    """The report, and the paths of the images that QIS has records of."""
    dump = import_dump.fetch(role, manifest, folder)
    with import_database.Databases(role) as databases:
        server = databases.version()
    dump.refuse_newer(server)
    rows, paths = dump.census()
    lacking = [table for table in ("users", "folders", "images") if table not in rows]
    if lacking:
        raise Problem("the dump is not one of QIS's management database: it has no records of %s" % ", ".join(lacking))
    return {"format": dump.kind, "bytes": manifest.database[1], "dumped_from": dump.source, "dumped_by": dump.program,
            "server": "%d.%d" % divmod(server, 10000), "free": shutil.disk_usage(folder).free,
            "rows": {table: count for table, count in rows.items() if table in import_dump.COUNTED}}, paths


def _images(manifest):
    with import_images.process("compare", manifest) as process:
        told, problem = process.communicate()
    import_images.refuse_failed(process, problem.strip())
    return json.loads(told)
