import unittest
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from emulated import EmulatedTest


class Requests(EmulatedTest):
    """botocore itself checks the required members, and sends anything with parameter_validation=False."""

    def told_of(self, service, call, **arguments):
        """The problems that the front tells of the call."""
        client = boto3.client(
            service,
            region_name=self.region,
            endpoint_url=self.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(parameter_validation=False, retries={"max_attempts": 0}),
        )
        before = set(self.server.app.requests.told()[1:])
        try:
            getattr(client, call)(**arguments)
        except ClientError:
            pass  # Only what was sent matters here.
        return [one for one in self.server.app.requests.told()[1:] if one not in before]

    def test_a_valid_request_is_counted(self):
        total = int(self.server.app.requests.told()[0].split()[0])
        self.assertEqual([], self.told_of("ec2", "describe_vpcs"))
        self.assertEqual([], self.told_of("efs", "describe_file_systems", MaxItems=5))
        self.assertEqual([], self.told_of("sns", "create_topic", Name="mail"))
        self.assertEqual(total + 3, int(self.server.app.requests.told()[0].split()[0]))

    def test_a_missing_member(self):
        self.assertEqual(["ec2 CreateSubnet: .VpcId is missing"], self.told_of("ec2", "create_subnet", CidrBlock="10.0.0.0/24"))
        self.assertEqual(["sns CreateTopic: .Name is missing"], self.told_of("sns", "create_topic"))

    def test_a_length(self):
        (told,) = self.told_of("kms", "create_alias", AliasName="alias/" + "a" * 300, TargetKeyId="1")
        self.assertIn("kms CreateAlias: .AliasName has 306 characters", told)

    def test_a_range(self):
        (told,) = self.told_of("efs", "describe_file_systems", MaxItems=0)
        self.assertEqual("efs DescribeFileSystems: .MaxItems has 0 as value, allowed are 1 to any", told)

    def test_a_pattern(self):
        (told,) = self.told_of("logs", "create_log_group", logGroupName="a b")
        self.assertIn("logs CreateLogGroup: .logGroupName is 'a b', which does not match", told)

    def test_what_aws_accepts_although_its_model_does_not(self):
        self.assertEqual([], self.tags_of("arn:aws:s3:::images.example"))
        (told,) = self.tags_of("arn:aws:sqs:::images")
        self.assertIn("s3control ListTagsForResource: .ResourceArn is 'arn:aws:sqs:::images', which does not match", told)

    def tags_of(self, arn):
        """As the provider asks, without the account in the host name, which boto3 adds."""
        scope = f"test/20260101/{self.region}/s3/aws4_request"
        headers = {
            "x-amz-account-id": "123456789012",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        }
        before = set(self.server.app.requests.told()[1:])
        try:
            urlopen(Request(f"{self.url}/v20180820/tags/{quote(arn, safe='')}", headers=headers)).close()
        except HTTPError:
            pass  # Only what was sent matters here.
        return [one for one in self.server.app.requests.told()[1:] if one not in before]

    def test_a_set_of_values(self):
        (told,) = self.told_of("efs", "create_file_system", CreationToken="t", PerformanceMode="fastest")
        self.assertIn("efs CreateFileSystem: .PerformanceMode is 'fastest', which is none of", told)


class Retries(EmulatedTest):
    """The SDKs send the same ID with each attempt of a call."""

    def test_a_change_that_was_made_is_not_made_again(self):
        front = self.aws("cloudfront")
        front.meta.events.register("before-send.cloudfront", self.same)
        self.addCleanup(front.meta.events.unregister, "before-send.cloudfront", self.same)
        policy = {"CachePolicyConfig": {"Name": "retried", "MinTTL": 0}}
        made = self.attempts("create", front.create_cache_policy, **policy)
        wanted = {"Id": made["CachePolicy"]["Id"], "IfMatch": made["ETag"]}
        changed = self.attempts("update", front.update_cache_policy, **wanted, **policy)
        self.attempts("delete", front.delete_cache_policy, **{**wanted, "IfMatch": changed["ETag"]})

    def same(self, request, **_):
        request.headers["amz-sdk-invocation-id"] = self.attempt

    def attempts(self, name, call, **arguments):
        """The answer of the second attempt, which is that of the first."""
        self.attempt = name
        first, second = (call(**arguments) for _ in range(2))
        self.assertEqual(first.get("ETag"), second.get("ETag"))
        return second


if __name__ == "__main__":
    unittest.main()
