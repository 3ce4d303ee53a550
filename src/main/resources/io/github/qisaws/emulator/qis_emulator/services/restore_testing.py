"""Restore testing of AWS Backup, which moto lacks: plans, their selections, and the restore jobs of a test.

Nothing runs in the emulator, so a test asks for the restores of all plans (play). Sources: API is the model of the service;
the guide is the AWS Backup Developer Guide, "Restore testing" and "Restore testing inferred metadata".
"""

import json
import re
import time
import uuid
from urllib.parse import unquote

from moto.backup import urls as backup_urls
from moto.backup.exceptions import AlreadyExistsException, ResourceNotFoundException
from moto.backup.models import backup_backends
from moto.backup.responses import BackupResponse
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.common_models import BaseModel
from moto.iam.models import iam_backends
from moto.rds.models import rds_backends
from moto.resourcegroupstaggingapi import models as tagging

from ..rules import refuses
from . import backup_jobs

KINDS = {"EBS": "ec2", "EFS": "elasticfilesystem", "RDS": "rds"}
TYPES = {"EBS": ":volume/", "EFS": ":file-system/", "RDS": ":db:"}
ENDINGS = ("complete", "fail")
NAME = re.compile(r"[A-Za-z0-9_]{1,50}")
TAG = "aws:ResourceTag/"


class RestoreTestingPlan(BaseModel):
    """A plan with its selections by their names. Only instances of moto's BaseModel count as left over (contents.py)."""

    def __init__(self, body):
        self.body = body
        self.selections = {}


def plans(backend):
    return vars(backend).setdefault("restore_testing_plans", {})


def jobs(backend):
    return vars(backend).setdefault("restore_jobs", [])


def words_of(path):
    """Names in a path such as /restore-testing/plans/PLAN/selections/SELECTION."""
    return [unquote(word) for word in path.split("?")[0].strip("/").split("/")]


def plan_of(response):
    name = words_of(response.path)[2]
    plan = plans(response.backup_backend).get(name)
    if plan is None:
        raise ResourceNotFoundException(f"Restore testing plan {name} not found")
    return plan


def selection_of(response):
    name = words_of(response.path)[4]
    selection = plan_of(response).selections.get(name)
    if selection is None:
        raise ResourceNotFoundException(f"Restore testing selection {name} not found")
    return selection


def create_plan(self):
    wanted = json.loads(self.body)
    body = wanted["RestoreTestingPlan"]
    name = body["RestoreTestingPlanName"]
    if name in plans(self.backup_backend):
        raise AlreadyExistsException(f"Restore testing plan {name} already exists")
    arn = f"arn:aws:backup:{self.region}:{DEFAULT_ACCOUNT_ID}:restore-testing-plan:{name}-{uuid.uuid4()}"
    body["RecoveryPointSelection"].setdefault("SelectionWindowDays", 30)
    body["RecoveryPointSelection"].setdefault("ExcludeVaults", [])
    plan = {
        "ScheduleExpressionTimezone": "Etc/UTC",
        "StartWindowHours": 24,
        **body,
        "RestoreTestingPlanArn": arn,
        "CreationTime": time.time(),
    }
    plans(self.backup_backend)[name] = RestoreTestingPlan(plan)
    self.backup_backend.tag_resource(arn, wanted.get("Tags"))
    return told(plan, "CreationTime", "RestoreTestingPlanArn", "RestoreTestingPlanName")


def told(values, *names):
    return json.dumps({name: values[name] for name in names})


def get_plan(self):
    return json.dumps({"RestoreTestingPlan": plan_of(self).body})


def list_plans(self):
    return json.dumps({"RestoreTestingPlans": [one.body for one in plans(self.backup_backend).values()]})


def update_plan(self):
    plan = plan_of(self).body
    plan.update(json.loads(self.body)["RestoreTestingPlan"], LastUpdateTime=time.time(), UpdateTime=time.time())
    return told(plan, "CreationTime", "RestoreTestingPlanArn", "RestoreTestingPlanName", "UpdateTime")


def delete_plan(self):
    plan = plans(self.backup_backend).pop(words_of(self.path)[2], None)
    if plan:
        self.backup_backend.tagger.delete_all_tags_for_resource(plan.body["RestoreTestingPlanArn"])
    return "{}"


def create_selection(self):
    plan = plan_of(self)
    body = json.loads(self.body)["RestoreTestingSelection"]
    name = body["RestoreTestingSelectionName"]
    if name in plan.selections:
        raise AlreadyExistsException(f"Restore testing selection {name} already exists")
    plan.selections[name] = {
        **body,
        "CreationTime": time.time(),
        "RestoreTestingPlanName": plan.body["RestoreTestingPlanName"],
        "RestoreTestingPlanArn": plan.body["RestoreTestingPlanArn"],
    }
    return told_selection(plan.selections[name])


def told_selection(selection, *more):
    names = ("CreationTime", "RestoreTestingPlanArn", "RestoreTestingPlanName", "RestoreTestingSelectionName")
    return told(selection, *names, *more)


def get_selection(self):
    return json.dumps({"RestoreTestingSelection": selection_of(self)})


def list_selections(self):
    return json.dumps({"RestoreTestingSelections": list(plan_of(self).selections.values())})


def update_selection(self):
    selection = selection_of(self)
    selection.update(json.loads(self.body)["RestoreTestingSelection"], UpdateTime=time.time())
    return told_selection(selection, "UpdateTime")


def delete_selection(self):
    selection_of(self)
    del plan_of(self).selections[words_of(self.path)[4]]
    return "{}"


def list_jobs(self):
    """All jobs, or those of a plan."""
    arn = self._get_param("restoreTestingPlanArn")
    tests = [job for job in jobs(self.backup_backend) if arn in (None, job["CreatedBy"]["RestoreTestingPlanArn"])]
    return json.dumps({"RestoreJobs": tests if arn else [*tests, *backup_jobs.restores(self.backup_backend)]})


BackupResponse.create_restore_testing_plan = create_plan
BackupResponse.get_restore_testing_plan = get_plan
BackupResponse.list_restore_testing_plans = list_plans
BackupResponse.update_restore_testing_plan = update_plan
BackupResponse.delete_restore_testing_plan = delete_plan
BackupResponse.create_restore_testing_selection = create_selection
BackupResponse.get_restore_testing_selection = get_selection
BackupResponse.list_restore_testing_selections = list_selections
BackupResponse.update_restore_testing_selection = update_selection
BackupResponse.delete_restore_testing_selection = delete_selection
BackupResponse.list_restore_jobs = list_jobs
for path in (
    "restore-jobs/?",
    "restore-testing/plans/?",
    "restore-testing/plans/(?P<plan>[^/]+)/?",
    "restore-testing/plans/(?P<plan>[^/]+)/selections/?",
    "restore-testing/plans/(?P<plan>[^/]+)/selections/(?P<selection>[^/]+)/?",
):
    backup_urls.url_paths["{0}/" + path + "$"] = BackupResponse.dispatch


def play(ending):
    """Restores one backup of each resource that a plan selects, as if its schedule had come: the new jobs."""
    made = []
    for region, backend in backup_backends[DEFAULT_ACCOUNT_ID].items():
        new = []
        for plan in plans(backend).values():
            plan.body["LastExecutionTime"] = time.time()
            for selection in plan.selections.values():
                found = selected(selection, region) if has_vault(backend, plan.body) else []
                new += [job(plan.body, selection, arn, ending, region) for arn in found]
        jobs(backend)[:0] = new
        made += new
    return [f"{one['SourceResourceArn']} {one['Status']}" for one in made]


def has_vault(backend, plan):
    known = [vault.backup_vault_arn for vault in backend.vaults.values()]
    return any(arn in ("*", *known) for arn in plan["RecoveryPointSelection"]["IncludeVaults"])


def selected(selection, region):
    """The resources with the tags of a selection. AWS looks at the tags of their newest backup."""
    kind = selection["ProtectedResourceType"]
    conditions = selection.get("ProtectedResourceConditions") or {}
    wanted = {pair["Key"].removeprefix(TAG): pair["Value"] for pair in conditions.get("StringEquals") or []}
    for backend in tagging.iter_taggable_backends(DEFAULT_ACCOUNT_ID, region):
        for resource in backend.iter_tagged_resources():
            ours = resource.arn.split(":")[2] == KINDS[kind] and TYPES[kind] in resource.arn
            if ours and wanted.items() <= resource.tags.items():
                yield resource.arn


def job(plan, selection, arn, ending, region):
    now = time.time()
    problem = "Access denied to KMS key." if ending == "fail" else obstacle(selection, region)
    return {
        "RestoreJobId": str(uuid.uuid4()),
        "RecoveryPointArn": f"arn:aws:backup:{region}:{DEFAULT_ACCOUNT_ID}:recovery-point:{uuid.uuid4()}",
        "SourceResourceArn": arn,
        "ResourceType": selection["ProtectedResourceType"],
        "BackupVaultArn": plan["RecoveryPointSelection"]["IncludeVaults"][0],
        "IamRoleArn": selection["IamRoleArn"],
        "CreationDate": now - 600,
        "CompletionDate": now,
        "Status": "FAILED" if problem else "COMPLETED",
        "StatusMessage": problem or "",
        "CreatedBy": {"RestoreTestingPlanArn": plan["RestoreTestingPlanArn"]},
        **({} if problem else {"DeletionStatus": "DELETING"}),
    }


def obstacle(selection, region):
    """Why a restore fails, in words of the guide, for an account whose default VPC was deleted."""
    name = selection["IamRoleArn"].split("/")[-1]
    roles = iam_backends[DEFAULT_ACCOUNT_ID]["aws"].roles.values()
    if not any(role.name == name and "backup.amazonaws.com" in str(role.assume_role_policy_document) for role in roles):
        return "IAM Role cannot be assumed by AWS Backup."
    if selection["ProtectedResourceType"] == "RDS":
        overrides = {key.lower(): value for key, value in (selection.get("RestoreMetadataOverrides") or {}).items()}
        if overrides.get("dbsubnetgroupname") not in list(rds_backends[DEFAULT_ACCOUNT_ID][region].subnet_groups):
            return "No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets."
    return ""


@refuses(
    "restore-testing-name",
    "backup",
    "CreateRestoreTestingPlan CreateRestoreTestingSelection",
    code="InvalidParameterValueException",
    source="API backup:CreateRestoreTestingPlanOutput.RestoreTestingPlanName,"
    " RestoreTestingSelectionForCreate.RestoreTestingSelectionName",
)
def name_is_wrong(call):
    body = call.get("RestoreTestingSelection") or call.get("RestoreTestingPlan")
    name = body.get("RestoreTestingSelectionName") or body.get("RestoreTestingPlanName")
    if not NAME.fullmatch(name):
        return f"{name} must consist of at most 50 alphanumeric characters and underscores."


@refuses(
    "restore-testing-selection",
    "backup",
    "CreateRestoreTestingSelection",
    code="InvalidParameterValueException",
    source='AWS Backup Developer Guide, "Create a restore testing plan"',
)
def selects_nothing(call):
    body = call.get("RestoreTestingSelection")
    arns = set(body.get("ProtectedResourceArns") or [])
    conditions = any((body.get("ProtectedResourceConditions") or {}).values())
    if (arns - {"*"} and conditions) or not (arns or conditions):
        return "Specify either protected resource ARNs or protected resource conditions."


@refuses(
    "restore-testing-plan-in-use",
    "backup",
    "DeleteRestoreTestingPlan",
    code="InvalidRequestException",
    source='AWS Backup Developer Guide, "Delete a restore testing plan"; code: API backup:DeleteRestoreTestingPlan',
)
def plan_is_in_use(call):
    plan = plans(call.storage()).get(call.get("RestoreTestingPlanName"))
    if plan and plan.selections:
        return f"Restore testing plan has selections: {', '.join(sorted(plan.selections))}. Delete them first."
