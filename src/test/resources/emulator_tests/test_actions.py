import json
import os
import unittest

import boto3
from botocore.exceptions import ClientError

from emulated import NO_PROXY, EmulatedTest
from qis_emulator import actions

TRUST = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]}


class Actions(EmulatedTest):
    """A role may do what its policies allow, and everybody else everything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.environ[actions.VARIABLE] = "on"

    @classmethod
    def tearDownClass(cls):
        del os.environ[actions.VARIABLE]
        super().tearDownClass()

    def role(self, *statements):
        """A function that makes clients of a new role."""
        name = self.id().split(".")[-1][:60]
        iam = self.aws("iam")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", **TRUST}))
        policy = {"Version": "2012-10-17", "Statement": list(statements)}
        iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=json.dumps(policy))
        found = self.aws("sts").assume_role(RoleArn=f"arn:aws:iam::123456789012:role/{name}", RoleSessionName="job")
        keys = {
            "aws_access_key_id": found["Credentials"]["AccessKeyId"],
            "aws_secret_access_key": found["Credentials"]["SecretAccessKey"],
            "aws_session_token": found["Credentials"]["SessionToken"],
        }
        return lambda service, region=self.region: boto3.client(
            service, region_name=region, endpoint_url=self.url, config=NO_PROXY, **keys
        )

    def test_the_names_of_actions(self):
        self.assertEqual("s3:ListBucket", actions.named("s3", "HeadBucket"))
        self.assertEqual("s3:GetEncryptionConfiguration", actions.named("s3", "GetBucketEncryption"))
        self.assertEqual("cloudwatch:PutMetricAlarm", actions.named("monitoring", "PutMetricAlarm"))
        self.assertEqual("ec2:CreateVpc", actions.named("ec2", "CreateVpc"))
        self.assertIsNone(actions.named("sts", "GetCallerIdentity"))

    def test_an_action_that_is_not_allowed_is_refused_by_its_name(self):
        role = self.role({"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"})
        role("ec2").describe_vpcs()
        role("sts").get_caller_identity()
        for service, code, call, arguments in (
            ("ec2", "UnauthorizedOperation", "create_vpc", {"CidrBlock": "10.0.0.0/16"}),
            ("sns", "AccessDenied", "create_topic", {"Name": "a"}),
            ("logs", "AccessDeniedException", "create_log_group", {"logGroupName": "a"}),
        ):
            with self.assertRaises(ClientError) as caught:
                getattr(role(service), call)(**arguments)
            self.assertEqual(code, caught.exception.response["Error"]["Code"])
            self.assertIn("is not authorized to perform: " + service, str(caught.exception))
        self.aws("sns").create_topic(Name="a")

    def test_names_denials_and_regions(self):
        role = self.role(
            {"Effect": "Allow", "Action": "logs:*", "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:/qis/demo/*"},
            {"Effect": "Deny", "Action": "logs:CreateLogGroup", "Resource": "arn:aws:logs:*:*:log-group:/qis/demo/not"},
            {
                "Effect": "Allow",
                "Action": "ec2:DescribeVpcs",
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
            },
        )
        role("logs").create_log_group(logGroupName="/qis/demo/web")
        for name in ("/qis/production/web", "/qis/demo/not"):
            self.answers_with("AccessDeniedException", role("logs").create_log_group, logGroupName=name)
        role("ec2").describe_vpcs()
        self.answers_with("UnauthorizedOperation", role("ec2", "us-east-1").describe_vpcs)

    def test_objects_of_a_bucket(self):
        self.aws("s3").create_bucket(Bucket="states", CreateBucketConfiguration={"LocationConstraint": self.region})
        role = self.role(
            {"Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "arn:aws:s3:::states/*"},
            {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::states/plans/*"},
        )
        for key in ("state", "plans/a"):
            role("s3").put_object(Bucket="states", Key=key, Body=b"1")
        role("s3").get_object(Bucket="states", Key="state")
        self.answers_with("AccessDenied", role("s3").get_object, Bucket="states", Key="plans/a")
        self.answers_with("AccessDenied", role("s3").list_objects_v2, Bucket="states")


if __name__ == "__main__":
    unittest.main()
