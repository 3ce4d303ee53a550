"""Keeps the provider's log of one environment's life on the emulator: create.log, plan.log, update.log, delete.log.

Usage: record_calls.py ENVIRONMENT MIRROR FOLDER   (src/bench/permissions.sh)

The lives of the tests share a provider process, whose log nobody reads. Here Terraform itself runs in the folder that
qis-aws plan prepares.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import boto3

ROOT = Path(__file__).resolve().parents[2]
START = ROOT / "src/main/resources/io/github/qisaws/emulator/moto_server.py"
ENVIRONMENT = "environment.yaml"
# Every update that needs no other resources: tags on all of them, and a change of the servers.
CHANGE = [(r"instance-type: t3\.medium", "instance-type: t3.large")]
TAGS = "tags: {recorded: once}\n"


def main(name, mirror, logs):
    folder = Path(logs) / f"{name}-{Path(mirror).name or 'selected'}"
    shutil.rmtree(folder, ignore_errors=True)
    for part in (f"environments/{name}", "modules"):
        shutil.copytree(ROOT / part, folder / part)
    configuration = json.loads((folder / "environments" / name / "main.tf.json").read_text())
    with Emulator(folder) as emulator:
        variables = emulator.variables(configuration["provider"]["aws"][0]["region"])
        account(emulator.url, configuration, name)
        Life(name, mirror, folder, variables).run()


class Emulator:
    def __init__(self, folder):
        self.log = open(folder / "emulator.log", "w")
        command = [sys.executable, "-I", "-B", str(START), "127.0.0.1", "0"]
        environment = {**os.environ, "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.url = None

    def __enter__(self):
        for line in self.process.stdout:
            found = re.search(r"listening on port (\d+)", line)
            if found:
                self.url = f"http://127.0.0.1:{found.group(1)}"
                return self
        raise SystemExit("the emulator did not start")

    def __exit__(self, *problem):
        self.process.terminate()
        self.log.close()

    def variables(self, region):
        """Those with which every call goes to the emulator (EmulatorEnvironment.java)."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("AWS_") and key.lower() != "http_proxy"}
        return {
            **kept,
            "AWS_ENDPOINT_URL": self.url,
            "QIS_AWS_EMULATOR_URL": self.url,
            "AWS_ACCESS_KEY_ID": "emulator",
            "AWS_SECRET_ACCESS_KEY": "emulator",
            "AWS_REGION": region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "HTTP_PROXY": self.url,
            "NO_PROXY": "127.0.0.1",
        }


def account(url, configuration, name):
    """The state bucket, and images in the parameters that the environment may follow."""
    region = configuration["provider"]["aws"][0]["region"]

    def client(service):
        return boto3.client(
            service, region_name=region, endpoint_url=url, aws_access_key_id="emulator", aws_secret_access_key="emulator"
        )

    client("s3").create_bucket(
        Bucket=configuration["terraform"]["backend"]["s3"]["bucket"],
        CreateBucketConfiguration={"LocationConstraint": region},
    )
    disk = [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 10, "VolumeType": "gp3"}}]
    for processor in ("x86_64", "arm64"):
        image = client("ec2").register_image(
            Name=f"qis-{processor}", Architecture=processor, RootDeviceName="/dev/sda1", BlockDeviceMappings=disk
        )["ImageId"]
        for owner in {"images", name}:
            client("ssm").put_parameter(Name=f"/qis-aws/{owner}/image/{processor}", Type="String", Value=image)


class Life:
    def __init__(self, name, mirror, folder, variables):
        self.name, self.folder, self.variables = name, folder, variables
        self.file = folder / "environments" / name / ENVIRONMENT
        self.options = ["--provider-mirror", mirror] if mirror else []
        if mirror:
            installed = folder / "terraformrc"
            installed.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')
            self.variables["TF_CLI_CONFIG_FILE"] = str(installed)

    def run(self):
        subprocess.run(self.qis("certificate", self.name, "--yes"), env=self.variables, check=False)
        self.prepare()
        self.terraform("create", "apply", "-auto-approve")
        self.terraform("plan", "plan")
        before = self.file.read_text()
        changed = before
        for pattern, text in CHANGE:
            changed = re.sub(pattern, text, changed)
        for log, text in (("update", changed + TAGS), ("back/update", before)):
            self.file.write_text(text)
            self.prepare()
            self.terraform(log, "apply", "-auto-approve")
        self.terraform("delete", "destroy", "-auto-approve")

    def qis(self, *arguments):
        return [str(ROOT / "qis-aws"), "-C", str(self.folder), *arguments]

    def prepare(self):
        subprocess.run([*self.qis("plan", self.name), *self.options], env=self.variables, check=True)

    def terraform(self, log, *arguments):
        (scratch,) = {file.parent for file in self.folder.rglob("emulator_override.tf.json")}
        path = self.folder / f"{log}.log"
        path.parent.mkdir(exist_ok=True)
        variables = {**self.variables, "TF_LOG": "JSON", "TF_LOG_PATH": str(path)}
        subprocess.run(["terraform", f"-chdir={scratch}", *arguments, "-input=false"], env=variables, check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
