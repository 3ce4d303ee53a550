"""A test case with an emulator of its own, in this process.

AWS's answers are documented in the source of each rule; the codes are repeated in the tests, so that a rule cannot change its
code unseen.
"""

import os
import threading
import unittest
import uuid
from functools import cache

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

from qis_emulator import rules, server

NO_PROXY = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, proxies={})
SEEN = set()


@cache
def client(url, service, region):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=NO_PROXY,
    )


class EmulatedTest(unittest.TestCase):
    region = "eu-west-1"

    @classmethod
    def setUpClass(cls):
        cls.server = server.create("127.0.0.1", 0)
        cls.url = f"http://127.0.0.1:{cls.server.server_port}"
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        """Empties the storage of services whose resources have names. To empty all takes seconds, and each test makes a
        network of its own."""
        for service in ("autoscaling", "ecs", "elasticache", "elbv2", "rds"):
            get_backend(service)[DEFAULT_ACCOUNT_ID][self.region].reset()
        network = get_backend("ec2")[DEFAULT_ACCOUNT_ID][self.region]
        network.launch_templates.clear()
        network.launch_template_name_to_ids.clear()

    def aws(self, service, region=None):
        return client(self.url, service, region or self.region)

    def refused(self, rule, code, call, instead=None, **arguments):
        """The call is refused with AWS's code. If just this rule is switched off, it is accepted, or moto answers with the
        code instead."""
        self.answers_with(code, call, **arguments)
        SEEN.add(rule)
        with switched("-" + rule):
            if instead:
                self.answers_with(instead, call, **arguments)
            else:
                call(**arguments)

    def answers_with(self, code, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(code, caught.exception.response["Error"]["Code"], caught.exception)

    def network(self, zones="ab", region=None):
        """A VPC and one subnet in each zone: their IDs."""
        ec2 = self.aws("ec2", region)
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnets = []
        for number, zone in enumerate(zones):
            made = ec2.create_subnet(
                VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=(region or self.region) + zone
            )
            subnets.append(made["Subnet"]["SubnetId"])
        return vpc, subnets

    def group(self, vpc, name="web"):
        return self.aws("ec2").create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]

    def image(self, architecture="x86_64", root=8):
        return self.aws("ec2").register_image(
            Name="qis",
            Architecture=architecture,
            RootDeviceName="/dev/sda1",
            BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": root}}],
        )["ImageId"]

    def instance(self, **arguments):
        wanted = {"ImageId": self.image(), "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1, **arguments}
        return self.aws("ec2").run_instances(**wanted)["Instances"][0]["InstanceId"]

    def balancer(self, subnets, name="web", **arguments):
        made = self.aws("elbv2").create_load_balancer(Name=name, Subnets=subnets, **arguments)
        return made["LoadBalancers"][0]["LoadBalancerArn"]

    def target_group(self, vpc, name="web", kind="instance"):
        made = self.aws("elbv2").create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType=kind)
        return made["TargetGroups"][0]["TargetGroupArn"]

    def certificate(self, *names, region=None):
        """A certificate with DNS validation: its ARN."""
        made = self.aws("acm", region).request_certificate(
            DomainName=names[0], SubjectAlternativeNames=list(names), ValidationMethod="DNS"
        )
        return made["CertificateArn"]

    def described(self, certificate, region=None):
        return self.aws("acm", region).describe_certificate(CertificateArn=certificate)["Certificate"]

    def add_records(self, certificate, *names, region=None):
        """Creates the DNS records of a certificate for these names, in a zone of their own."""
        dns = self.aws("route53")
        zone = dns.create_hosted_zone(Name="example.com", CallerReference=str(uuid.uuid4()))["HostedZone"]["Id"]
        options = self.described(certificate, region)["DomainValidationOptions"]
        records = [one["ResourceRecord"] for one in options if one["DomainName"] in names]
        changes = [
            {
                "Action": "UPSERT",
                "ResourceRecordSet": {
                    "Name": record["Name"],
                    "Type": record["Type"],
                    "TTL": 60,
                    "ResourceRecords": [{"Value": record["Value"]}],
                },
            }
            for record in records
        ]
        dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


class switched:
    """The variable of the rules, while a test runs."""

    def __init__(self, value):
        self.value = value

    def __enter__(self):
        os.environ[rules.VARIABLE] = self.value

    def __exit__(self, *problem):
        del os.environ[rules.VARIABLE]
