"""Releases each good image: EventBridge calls this when Image Builder has made one that passed its tests.

An AMI is written into the parameter of its region only if its scan has no finding that is too severe. Then the images
that are in use are marked, so that the rules for old images never delete one of them.
"""

import os

import boto3

SEVERITIES = ("critical", "high", "medium")
PIPELINE = "qis-aws:pipeline"
IN_USE = "qis-aws:in-use"
IN_USE_TAG = "in-use-"


def handler(event, _context):
    released = {}
    for arn in event["resources"]:
        builder = boto3.client("imagebuilder")
        image = builder.get_image(imageBuildVersionArn=arn)["image"]
        # By this tag, the rules for old images find it, also if it is not released.
        builder.tag_resource(resourceArn=arn, tags={PIPELINE: os.environ["PIPELINE"]})
        require_scan(arn, image)
        resources = image.get("outputResources", {})
        released.update(release_amis(resources.get("amis", []), event["account"]))
        if resources.get("containers"):
            mark_containers(os.environ["REPOSITORY"])
            released[os.environ["REPOSITORY"]] = resources["containers"][0]["imageUris"][0]
    if not released:
        raise RuntimeError("no image of this account in %s" % event["resources"])
    return released


def release_amis(amis, account):
    own = {ami["region"]: ami["image"] for ami in amis if ami.get("accountId", account) == account}
    for region, ami in own.items():
        boto3.client("ssm", region_name=region).put_parameter(Name=os.environ["PARAMETER"], Value=ami, Type="String", Overwrite=True)
    for region in own:
        mark_amis(boto3.client("ec2", region_name=region), boto3.client("ssm", region_name=region))
    return own


def require_scan(arn, image):
    """Raises if the environment wants a scan, and the image has none or a finding that is too severe."""
    if os.environ["SCAN"] == "none" or not image.get("outputResources", {}).get("amis"):
        return  # a container image is scanned by ECR
    state = image.get("scanState", {})
    if state.get("status") != "COMPLETED":
        raise RuntimeError("%s is not released: its scan is %s %s" % (arn, state.get("status", "missing"), state.get("reason", "")))
    found = dict.fromkeys(SEVERITIES[:SEVERITIES.index(os.environ["SCAN"]) + 1], 0)
    aggregations = pages(boto3.client("imagebuilder"), "list_image_scan_finding_aggregations", "responses",
                         filter={"name": "imageBuildVersionArn", "values": [arn]})
    for aggregation in aggregations:
        counts = aggregation.get("imageAggregation", {}).get("severityCounts", {})
        for severity in found:
            found[severity] += counts.get(severity, 0)
    if any(found.values()):
        findings = ", ".join("%d %s" % (found[severity], severity) for severity in found)
        raise RuntimeError("%s is not released: findings of its scan: %s" % (arn, findings))


def mark_amis(ec2, ssm):
    """Tags the AMIs of this pipeline that a server, a launch template, or a parameter of qis-aws names, and no others."""
    images = pages(ec2, "describe_images", "Images", Owners=["self"], Filters=[{"Name": "tag:Name", "Values": [os.environ["IMAGE_NAME"]]}])
    ours = {image["ImageId"]: any(tag["Key"] == IN_USE for tag in image.get("Tags", [])) for image in images}
    used = {instance["ImageId"] for reservation in pages(ec2, "describe_instances", "Reservations") for instance in reservation["Instances"]}
    versions = pages(ec2, "describe_launch_template_versions", "LaunchTemplateVersions", Versions=["$Latest", "$Default"])
    used |= {version["LaunchTemplateData"].get("ImageId") for version in versions}
    used |= {parameter["Value"] for parameter in pages(ssm, "get_parameters_by_path", "Parameters", Path="/qis-aws", Recursive=True)}
    begin = [ami for ami, marked in ours.items() if ami in used and not marked]
    end = [ami for ami, marked in ours.items() if ami not in used and marked]
    if begin:
        ec2.create_tags(Resources=begin, Tags=[{"Key": IN_USE, "Value": "true"}])
    if end:
        ec2.delete_tags(Resources=end, Tags=[{"Key": IN_USE}])


def mark_containers(repository):
    """Gives each image that a service of ECS runs a tag that the rules of the repository spare."""
    ecs, ecr = boto3.client("ecs"), boto3.client("ecr")
    used = set()
    for cluster in pages(ecs, "list_clusters", "clusterArns"):
        services = list(pages(ecs, "list_services", "serviceArns", cluster=cluster))
        for start in range(0, len(services), 10):  # the most that one call takes
            for service in ecs.describe_services(cluster=cluster, services=services[start:start + 10])["services"]:
                task = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
                used |= {container["image"] for container in task["containerDefinitions"]}
    names = {image.split("/" + repository, 1)[1] for image in used if "/" + repository + ":" in image or "/" + repository + "@" in image}
    used = [{"imageDigest": name[1:]} if name.startswith("@") else {"imageTag": name[1:].split("@")[0]} for name in sorted(names)]
    keep = set()
    if used:
        for image in ecr.batch_get_image(repositoryName=repository, imageIds=used)["images"]:
            tag = IN_USE_TAG + image["imageId"]["imageDigest"].split(":", 1)[1][:12]
            keep.add(tag)
            try:
                ecr.put_image(repositoryName=repository, imageManifest=image["imageManifest"], imageTag=tag)
            except (ecr.exceptions.ImageAlreadyExistsException, ecr.exceptions.ImageTagAlreadyExistsException):
                continue  # marked before
    tags = {image.get("imageTag", "") for image in pages(ecr, "list_images", "imageIds", repositoryName=repository)}
    old = [{"imageTag": tag} for tag in sorted(tags) if tag.startswith(IN_USE_TAG) and tag not in keep]
    if old:
        ecr.batch_delete_image(repositoryName=repository, imageIds=old)


def pages(client, operation, key, **arguments):
    for page in client.get_paginator(operation).paginate(**arguments):
        yield from page[key]
