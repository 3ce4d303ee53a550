"""The staging bucket of an import, as `qis-aws migrate` fills it.

usage: stage.py stage BUCKET IMAGES|- DUMP|-   makes a manifest and prints its SHA-256
       stage.py spoil|remove BUCKET FILE       damages or deletes the object of that file's content
"""

import hashlib
import json
import os
import sys

import botocore.session

client = botocore.session.get_session().create_client(
    "s3", region_name="eu-west-1", endpoint_url="http://10.77.0.1:5000", aws_access_key_id="x", aws_secret_access_key="y"
)


def main(command, bucket, *names):
    if command == "stage":
        print(stage(bucket, *names))
    elif command == "spoil":
        client.put_object(Bucket=bucket, Key="import/files/" + digest(read(names[0])), Body=b"another content")
    else:
        client.delete_object(Bucket=bucket, Key="import/files/" + digest(read(names[0])))


def stage(bucket, tree, dump):
    if bucket not in [item["Name"] for item in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    there = {item["Key"]: item["ETag"] for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket) for item in page.get("Contents", ())}
    manifest = {"format": 1}
    if dump != "-":
        manifest["database"] = {"sha256": put(bucket, read(dump), there), "bytes": os.path.getsize(dump)}
    if tree != "-":
        lines, total = [], 0
        for path in sorted(paths(tree)):
            content = read(os.path.join(tree, path))
            lines.append("%s\t%d\t%s\n" % (put(bucket, content, there), len(content), path))
            total += len(content)
        listed = "".join(lines).encode("utf-8")
        client.put_object(Bucket=bucket, Key="import/images.tsv", Body=listed)
        manifest["images"] = {"list_sha256": digest(listed), "count": len(lines), "bytes": total}
    text = json.dumps(manifest).encode("ascii")
    client.put_object(Bucket=bucket, Key="import/manifest.json", Body=text)
    return digest(text)


def paths(tree):
    for folder, folders, names in os.walk(tree):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.relpath(os.path.join(folder, name), tree) for name in names if not name.startswith("."))


def put(bucket, content, there):
    key = "import/files/" + digest(content)
    if there.get(key) != '"%s"' % hashlib.md5(content).hexdigest():
        client.put_object(Bucket=bucket, Key=key, Body=content)
    return digest(content)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def read(path):
    with open(path, "rb") as file:
        return file.read()


main(*sys.argv[1:])
