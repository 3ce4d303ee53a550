"""Names each good image in the parameter of its region: EventBridge calls this when Image Builder has released one.

An image is AVAILABLE only after its tests passed and every copy was made, so a region never gets a bad one.
"""

import os

import boto3


def handler(event, _context):
    account = event["account"]
    published = {}
    for arn in event["resources"]:
        image = boto3.client("imagebuilder").get_image(imageBuildVersionArn=arn)["image"]
        for ami in image.get("outputResources", {}).get("amis", []):
            if ami.get("accountId", account) != account:
                continue
            boto3.client("ssm", region_name=ami["region"]).put_parameter(
                Name=os.environ["PARAMETER"], Value=ami["image"], Type="String", Overwrite=True
            )
            published[ami["region"]] = ami["image"]
    if not published:
        raise RuntimeError("no image of this account in %s" % event["resources"])
    return published
