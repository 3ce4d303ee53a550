"""Writes an overlay for `go build` that leaves out of the AWS provider all services but those in services.txt: the whole
provider takes an hour and much memory to build. The services' own sources stay as they are.

Run in the folder of go.mod, after `go mod vendor`; writes overlay.json and the folder overlay.
"""

import json
import pathlib
import re

MODULE = "github.com/hashicorp/terraform-provider-aws"
CLIENT = r"func \(c \*AWSClient\) (\w+)\(ctx context\.Context\) \*(\w+)\.Client \{\n.*?\n\}\n\n?"
# The provider's own configuration asks these.
ALWAYS = {"account", "organizations"}

kept = set(pathlib.Path("services.txt").read_text().split())
root = pathlib.Path("vendor", MODULE).resolve()
overlay = pathlib.Path("overlay").resolve()
overlay.mkdir(exist_ok=True)


def service_packages():
    """The list of services, without the others' imports and entries."""
    source = root / "internal/provider/sdkv2/service_packages_gen.go"
    lines = []
    for line in source.read_text().splitlines():
        named = re.match(rf'\s*(?:\w+ )?"{re.escape(MODULE)}/internal/service/(\w+)"', line)
        named = named or re.match(r"\s*(\w+)\.ServicePackage\(ctx\),", line)
        if not named or named.group(1) in kept:
            lines.append(line)
    return source, "\n".join(lines) + "\n"


def used_clients():
    shared = [folder for folder in (root / "internal").iterdir() if folder.is_dir()]
    folders = [folder for folder in shared if folder.name not in ("service", "acctest", "generate")]
    folders += [root / "internal/service" / service for service in kept | ALWAYS]
    used = set()
    for folder in folders:
        for file in folder.rglob("*.go"):
            if not file.name.endswith("_test.go") and file.name != "awsclient_gen.go":
                used.update(re.findall(r"\.(\w+Client)\(", file.read_text()))
    return used


def clients():
    """The SDKs' clients, without those that no kept service asks for."""
    source = root / "internal/conns/awsclient_gen.go"
    text, used = source.read_text(), used_clients()
    packages = {package for function, package in re.findall(CLIENT, text, re.S) if function in used}
    text = re.sub(CLIENT, lambda client: client.group(0) if client.group(1) in used else "", text, flags=re.S)

    def imported(line):
        package = line.group(1) or line.group(2).split("/")[-1]
        return line.group(0) if package in packages else ""

    return source, re.sub(r'\t(?:(\w+) )?"github.com/aws/aws-sdk-go-v2/service/([\w/]+)"\n', imported, text)


replaced = {}
for source, text in (service_packages(), clients()):
    target = overlay / source.name
    target.write_text(text)
    replaced[str(source)] = str(target)
pathlib.Path("overlay.json").write_text(json.dumps({"Replace": replaced}))
