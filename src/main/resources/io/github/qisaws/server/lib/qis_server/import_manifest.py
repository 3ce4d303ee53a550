"""What is to be imported: the manifest and the list of images, checked whole, and their objects in the staging bucket."""

import hashlib
import json
import os
import re

from . import vault
from .problems import Problem

FORMAT = 1
LARGEST = 1 << 20
PIECE = 1 << 20
TRIES = 3
_HASH = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_URL = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(([A-Za-z0-9._-]+/)*)manifest\.json")


class Staging:
    """The objects beside a manifest."""

    def __init__(self, role, url):
        self.bucket, self.prefix = _URL.fullmatch(url).group(1, 2)
        self.client = vault.client(role, "s3")

    def bytes(self, name):
        return b"".join(self.pieces(name))

    def pieces(self, name):
        from botocore.exceptions import ClientError

        key = self.prefix + name
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in ("NoSuchKey", "404"):
                raise Problem("object s3://%s/%s is missing. Upload it again (qis-aws migrate), then start again" % (self.bucket, key)) from None
            raise Problem("object s3://%s/%s cannot be read: %s" % (self.bucket, key, error)) from None
        yield from iter(lambda: answer["Body"].read(PIECE), b"")

    def save(self, name, digest, size, path, mode=0o600):
        """Writes an object to a new file, proven by its SHA-256 and on disk when this returns. A broken transfer is tried again."""
        from botocore.exceptions import BotoCoreError, HTTPClientError

        for attempt in range(1, TRIES + 1):
            try:
                return self._save(name, digest, size, path, mode)
            except (BotoCoreError, HTTPClientError, ConnectionError) as error:
                if attempt == TRIES:
                    raise Problem("object s3://%s/%s%s cannot be read: %s" % (self.bucket, self.prefix, name, error)) from None

    def _save(self, name, digest, size, path, mode):
        found, length = hashlib.sha256(), 0
        with open(path, "wb", opener=lambda file, flags: os.open(file, flags | os.O_NOFOLLOW, mode)) as file:
            for piece in self.pieces(name):
                found.update(piece)
                length += len(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() != digest or length != size:
            os.unlink(path)
            raise Problem(
                "object s3://%s/%s%s has %d bytes with SHA-256 %s, not the %d bytes with SHA-256 %s of the manifest. "
                "Upload it again (qis-aws migrate), then start again" % (self.bucket, self.prefix, name, length, found.hexdigest(), size, digest)
            )


class Manifest:
    """`database` is (digest, bytes) or None; `images` is {path: (digest, bytes)} or None."""

    def __init__(self, staging, url, digest, database, images):
        self.staging, self.url, self.digest, self.database, self.images = staging, url, digest, database, images


def refuse_malformed(url, digest):
    if not _URL.fullmatch(url) or not _HASH.fullmatch(digest):
        raise Problem("'%s %s' is no manifest. Give s3://BUCKET/import/manifest.json and its SHA-256" % (url[:200], digest[:80]))


def read(role, url, digest):
    staging = Staging(role, url)
    text = staging.bytes("manifest.json")
    found = hashlib.sha256(text).hexdigest()
    if found != digest:
        raise Problem("the manifest %s has SHA-256 %s, not %s: it was replaced. Start with the manifest that is there now" % (url, found, digest))
    try:
        document = json.loads(text) if len(text) <= LARGEST else None
        if document["format"] != FORMAT:
            raise Problem("the manifest has format %s; this server's image reads format %d" % (document["format"], FORMAT))
        database, images = document.get("database"), document.get("images")
        if database:
            database = (_digest(database["sha256"]), int(database["bytes"]))
        if images:
            list_digest = _digest(images["list_sha256"])
            listed = staging.bytes("images.tsv")
            if hashlib.sha256(listed).hexdigest() != list_digest:
                raise Problem("images.tsv is not the list of the manifest. Upload it again (qis-aws migrate), then start again")
            expected = (int(images["count"]), int(images["bytes"]))
            images = parse(listed)
            if (len(images), sum(size for _, size in images.values())) != expected:
                raise Problem("images.tsv has not the count and bytes of the manifest")
    except (ValueError, TypeError, KeyError) as error:
        raise Problem("the manifest %s is not of format %d: %s" % (url, FORMAT, error)) from None
    if not database and images is None:
        raise Problem("the manifest %s has neither a database nor images" % url)
    return Manifest(staging, url, digest, database or None, images)


def parse(listed):
    """The list as {path: (digest, bytes)}. What could leave the image tree, or be hidden in it, is refused with its line."""
    images, folders = {}, set()
    try:
        lines = listed.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise Problem("images.tsv is not UTF-8: %s" % error) from None
    if lines.pop() != "":
        raise Problem("images.tsv does not end with a line end: it is cut off")
    for number, line in enumerate(lines, 1):
        words = line.split("\t")
        if len(words) != 3 or not _HASH.fullmatch(words[0]) or not re.fullmatch("[0-9]{1,15}", words[1]):
            raise Problem("images.tsv, line %d is not SHA-256, bytes and path: %s" % (number, ascii(line[:200])))
        path = words[2]
        parts = path.split("/")
        if any(not part or part.startswith(".") or len(part.encode("utf-8")) > 255 for part in parts) or _CONTROL.search(path):
            raise Problem("images.tsv, line %d has a path that is not allowed: %s" % (number, ascii(path[:200])))
        if path in images:
            raise Problem("images.tsv, line %d has a path for the second time: %s" % (number, ascii(path[:200])))
        images[path] = (words[0], int(words[1]))
        folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
    both = folders.intersection(images)
    if both:
        raise Problem("images.tsv has a path that is a file and a folder: %s" % ascii(sorted(both)[0][:200]))
    return images


def _digest(text):
    if not isinstance(text, str) or not _HASH.fullmatch(text):
        raise ValueError("'%s' is not a SHA-256" % str(text)[:80])
    return text
