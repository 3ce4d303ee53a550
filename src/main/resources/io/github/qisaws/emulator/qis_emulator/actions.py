"""The IAM actions that a call needs, and whether the policies of its caller allow them.

moto's own check knows no action whose name differs from the operation, looks at resources only in S3, and needs every
caller to exist. This one judges the callers that assumed a role, if QIS_AWS_EMULATOR_IAM is set; all others may do anything.
It is weaker than AWS: a resource of a policy fits if a value of the call is its ARN or a part of it, such as its name; of the
conditions only aws:RequestedRegion is judged; and what AWS checks without a call, such as iam:PassRole, is not.
"""

import json
import os
import re
from collections import Counter
from fnmatch import fnmatchcase

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from .calls import error

VARIABLE = "QIS_AWS_EMULATOR_IAM"
KEY = re.compile(r"Credential=([^/]+)/")
# Callers whose calls count: Terraform with its provider, and the AWS SDK of qis-aws.
CALLERS = ("Terraform/", "aws-sdk-java")
# IAM's name of a service, if it differs from the name that signs.
NAMED = {"monitoring": "cloudwatch", "tagging": "tag"}
# AWS allows these to every caller.
FREE = {("sts", "GetCallerIdentity")}
# Operations whose action has another name (Service Authorization Reference).
OTHERS = {
    "s3": {
        "CreateMultipartUpload": "PutObject",
        "DeleteBucketCors": "PutBucketCORS",
        "DeleteBucketEncryption": "PutEncryptionConfiguration",
        "DeleteBucketLifecycle": "PutLifecycleConfiguration",
        "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
        "DeleteBucketReplication": "PutReplicationConfiguration",
        "DeleteBucketTagging": "PutBucketTagging",
        "DeleteObjects": "DeleteObject",
        "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
        "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
        "GetBucketCors": "GetBucketCORS",
        "GetBucketEncryption": "GetEncryptionConfiguration",
        "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
        "GetBucketReplication": "GetReplicationConfiguration",
        "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
        "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
        "HeadBucket": "ListBucket",
        "HeadObject": "GetObject",
        "ListObjectVersions": "ListBucketVersions",
        "ListObjects": "ListBucket",
        "ListObjectsV2": "ListBucket",
        "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
        "PutBucketCors": "PutBucketCORS",
        "PutBucketEncryption": "PutEncryptionConfiguration",
        "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
        "PutBucketReplication": "PutReplicationConfiguration",
        "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
        "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
        "UploadPart": "PutObject",
    },
    "cloudfront": {"CreateDistributionWithTags": "CreateDistribution"},
    "lambda": {"Invoke": "InvokeFunction"},
}
# Codes of a refusal that are not AccessDeniedException, by the protocol of the service.
CODES = {"ec2": "UnauthorizedOperation", "query": "AccessDenied", "rest-xml": "AccessDenied"}


class Actions:
    """The actions that were needed so far, with the number of their calls."""

    def __init__(self):
        self.seen = Counter()

    def see(self, environ, call):
        action = action_of(call)
        if action and any(name in environ.get("HTTP_USER_AGENT", "") for name in CALLERS):
            self.seen[action] += 1

    def told(self):
        return dict(sorted(self.seen.items()))


def action_of(call):
    """IAM's action, or nothing for a call that needs none."""
    return named(call.operation.service_model.signing_name, call.name)


def named(signs, operation):
    """The action of an operation of the service that signs with this name."""
    if (signs, operation) in FREE:
        return None
    return f"{NAMED.get(signs, signs)}:{OTHERS.get(signs, {}).get(operation, operation)}"


def forbidden(environ, call):
    """AWS's error if the caller's policies do not allow the call, or nothing."""
    role = role_of(environ) if os.environ.get(VARIABLE) else None
    action = action_of(call)
    if not role or not action or allows(statements(role), action, call):
        return None
    message = (
        f"User: arn:aws:sts::{DEFAULT_ACCOUNT_ID}:assumed-role/{role}/job is not authorized to perform: {action}"
        f" because no identity-based policy allows the {action} action"
    )
    print(f"qis-aws: {message}", flush=True)
    return error(environ, CODES.get(str(call.operation.service_model.protocol), "AccessDeniedException"), message, "403 Forbidden")


def role_of(environ):
    """The name of the role that the caller has assumed, or nothing."""
    key = KEY.search(environ.get("HTTP_AUTHORIZATION", ""))
    assumed = sts_backends[DEFAULT_ACCOUNT_ID]["aws"].assumed_roles
    return next((one.role_arn.split("/")[-1] for one in assumed if key and one.access_key_id == key.group(1)), None)


def statements(role):
    """The statements of all policies of a role."""
    iam = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    documents = [iam.get_role_policy(role, name)[1] for name in iam.list_role_policies(role)]
    documents += [policy.document for policy in iam.list_attached_role_policies(role)[0]]
    return [one for document in documents for one in listed(json.loads(document)["Statement"])]


def allows(statements, action, call):
    values = list(objects(call) or texts(call.parameters))
    fitting = [one for one in statements if fits(one, action, call.region, values)]
    return bool(fitting) and all(one["Effect"] == "Allow" for one in fitting)


def fits(statement, action, region, values):
    return (
        any(fnmatchcase(action.lower(), one.lower()) for one in listed(statement["Action"]))
        and any(concerns(one, values) for one in listed(statement["Resource"]))
        and region in requested(statement, region)
    )


def concerns(arn, values):
    """Whether a value of the call is the ARN of a policy, or a part of it, such as the name."""
    resource = arn.split(":", 5)[-1]
    forms = {arn, resource, *(resource.split(mark, 1)[-1] for mark in "/:"), *re.split("[/:]", resource)} - {"*"}
    return arn == "*" or any(fnmatchcase(value, form) for value in values for form in forms)


def requested(statement, region):
    """The regions in which a statement holds."""
    condition = statement.get("Condition", {}).get("StringEquals", {})
    return listed(condition.get("aws:RequestedRegion", region))


def objects(call):
    """The ARNs of the S3 objects or the bucket that a call is about; nothing for other services."""
    if call.service != "s3" or not call.get("Bucket"):
        return []
    bucket = f"arn:aws:s3:::{call.get('Bucket')}"
    keys = [one["Key"] for one in call.get("Delete", {}).get("Objects", [])] or [call.get("Key")]
    return [f"{bucket}/{key}" if key else bucket for key in keys]


def texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def listed(value):
    return value if isinstance(value, list) else [value]
