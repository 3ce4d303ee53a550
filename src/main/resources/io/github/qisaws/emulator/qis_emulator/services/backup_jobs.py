"""AWS Backup: backups of file systems and restores of them, which moto lacks. A job runs until it is described a second time.

No file is copied, because moto's file systems have none.
"""

import json
import time
import uuid
from urllib.parse import unquote

from moto.backends import get_backend
from moto.backup import urls as backup_urls
from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.responses import BackupResponse
from moto.core import DEFAULT_ACCOUNT_ID

from ..rules import refuses

# EFS User Guide, "Managing automatic backups of EFS file systems".
AUTOMATIC = "aws/efs/automatic-backup-vault"
# Its access policy as AWS makes it: AWS re:Post, "How do I resolve Insufficient privileges errors when performing an Amazon EFS
# restore".
DENIED = ["DeleteBackupVault", "DeleteBackupVaultAccessPolicy", "DeleteRecoveryPoint", "StartCopyJob", "StartRestoreJob"]
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Principal": {"AWS": "*"},
                "Action": [f"backup:{action}" for action in [*DENIED, "UpdateRecoveryPointLifecycle"]],
                "Resource": "*",
            }
        ],
    }
)
PATHS = (
    "{0}/resources/(?P<arn>.+)/recovery-points",
    "{0}/backup-vaults/(?P<name>.+)/recovery-points",
    "{0}/backup-vaults/(?P<name>.+)/recovery-points/(?P<point>[^/]+)",
    "{0}/backup-vaults/(?P<name>.+)/access-policy",
    "{0}/restore-jobs",
    "{0}/restore-jobs/(?P<job>[^/]+)",
    "{0}/backup-jobs",
    "{0}/backup-jobs/(?P<job>[^/]+)",
)
for path in PATHS:
    for slash in ("", "/"):
        backup_urls.url_paths[path + slash + "$"] = BackupResponse.dispatch


def kept(backend):
    """Recovery points, jobs, and access policies of vaults."""
    return vars(backend).setdefault("kept", {"points": {}, "jobs": {}, "policies": {AUTOMATIC: POLICY}})


def between(path, before, after=""):
    part = unquote(path.split(before, 1)[1])
    return part.rsplit(after, 1)[0] if after else part.rstrip("/")


def answer(points):
    return json.dumps({"RecoveryPoints": sorted(points, key=lambda point: point["CreationDate"])})


def points_of_vault(self):
    vault = between(self.path, "/backup-vaults/", "/recovery-points")
    require_vault(self.backup_backend, vault)
    return answer(point for point in kept(self.backup_backend)["points"].values() if point["BackupVaultName"] == vault)


def points_of_resource(self):
    arn = between(self.path, "/resources/", "/recovery-points")
    return answer(point for point in kept(self.backup_backend)["points"].values() if point["ResourceArn"] == arn)


def describe_point(self):
    arn = between(self.path, "/recovery-points/")
    point = kept(self.backup_backend)["points"].get(arn)
    if point is None:
        raise ResourceNotFoundException(f"Recovery point {arn} does not exist")
    return json.dumps(point)


def delete_point(self):
    kept(self.backup_backend)["points"].pop(between(self.path, "/recovery-points/"), None)
    return "{}"


def access_policy(self):
    vault = between(self.path, "/backup-vaults/", "/access-policy")
    policy = kept(self.backup_backend)["policies"].get(vault)
    if policy is None:
        raise ResourceNotFoundException(f"Backup Vault {vault} has no access policy")
    return json.dumps({"BackupVaultName": vault, "Policy": policy})


def put_access_policy(self):
    vault = between(self.path, "/backup-vaults/", "/access-policy")
    require_vault(self.backup_backend, vault)
    kept(self.backup_backend)["policies"][vault] = json.loads(self.body)["Policy"]
    return "{}"


def require_vault(backend, vault):
    if vault != AUTOMATIC and vault not in backend.vaults:
        raise ResourceNotFoundException(f"Backup Vault {vault} does not exist")


def start_backup(self):
    request = json.loads(self.body)
    vault, resource = request["BackupVaultName"], request["ResourceArn"]
    backend = self.backup_backend
    require_vault(backend, vault)
    if file_system(backend.region_name, resource) is None:
        raise ResourceNotFoundException(f"Resource {resource} does not exist")
    arn = f"arn:aws:backup:{backend.region_name}:{DEFAULT_ACCOUNT_ID}:recovery-point:{uuid.uuid4()}"
    kept(backend)["points"][arn] = {
        "RecoveryPointArn": arn,
        "BackupVaultName": vault,
        "ResourceArn": resource,
        "ResourceType": "EFS",
        "CreationDate": time.time(),
        "Status": "COMPLETED",
        "BackupSizeInBytes": 1,
        "IamRoleArn": request["IamRoleArn"],
    }
    return json.dumps({"BackupJobId": new_job(backend, State="COMPLETED"), "RecoveryPointArn": arn})


def start_restore(self):
    request = json.loads(self.body)
    backend = self.backup_backend
    point = kept(backend)["points"].get(request["RecoveryPointArn"])
    if point is None:
        raise ResourceNotFoundException(f"Recovery point {request['RecoveryPointArn']} does not exist")
    target = get_backend("efs")[DEFAULT_ACCOUNT_ID][backend.region_name].file_systems_by_id.get(request["Metadata"]["file-system-id"])
    ending = {"Status": "COMPLETED", "CreatedResourceArn": target.file_system_arn} if target else {
        "Status": "FAILED",
        "StatusMessage": f"File system {request['Metadata']['file-system-id']} does not exist",
    }
    job = new_job(
        backend,
        RecoveryPointArn=point["RecoveryPointArn"],
        CreationDate=time.time(),
        ResourceType="EFS",
        IamRoleArn=request["IamRoleArn"],
        **ending,
    )
    return json.dumps({"RestoreJobId": job})


def new_job(backend, **ending):
    name = str(uuid.uuid4())
    kept(backend)["jobs"][name] = {"looks": 0, **ending}
    return name


def described(self, before, state):
    name = between(self.path.split("?")[0], before)
    job = kept(self.backup_backend)["jobs"].get(name)
    if job is None:
        raise ResourceNotFoundException(f"Job {name} does not exist")
    job["looks"] += 1
    return present(name, job, state)


def present(name, job, state):
    running = {state: "RUNNING", "StatusMessage": ""} if job["looks"] < 2 else {}
    return {f"{'Restore' if state == 'Status' else 'Backup'}JobId": name, **job, **running}


def describe_backup(self):
    return json.dumps(described(self, "/backup-jobs/", "State"))


def describe_restore(self):
    return json.dumps(described(self, "/restore-jobs/", "Status"))


def restores(backend):
    """The restore jobs that somebody started."""
    return [present(name, job, "Status") for name, job in kept(backend)["jobs"].items() if "Status" in job]


def file_system(region, arn):
    return get_backend("efs")[DEFAULT_ACCOUNT_ID][region].file_systems_by_id.get(arn.rsplit("/", 1)[-1])


BackupResponse.list_recovery_points_by_backup_vault = points_of_vault
BackupResponse.list_recovery_points_by_resource = points_of_resource
BackupResponse.describe_recovery_point = describe_point
BackupResponse.delete_recovery_point = delete_point
BackupResponse.get_backup_vault_access_policy = access_policy
BackupResponse.put_backup_vault_access_policy = put_access_policy
BackupResponse.start_backup_job = start_backup
BackupResponse.describe_backup_job = describe_backup
BackupResponse.start_restore_job = start_restore
BackupResponse.describe_restore_job = describe_restore


@refuses(
    "backup-vault-denies",
    "backup",
    "StartRestoreJob DeleteRecoveryPoint",
    code="AccessDeniedException",
    source='AWS re:Post, "How do I resolve Insufficient privileges errors when performing an Amazon EFS restore"; code seen',
)
def vault_denies(call):
    here = kept(call.storage())
    point = here["points"].get(call.get("RecoveryPointArn"), {})
    statements = json.loads(here["policies"].get(point.get("BackupVaultName"), "{}")).get("Statement", [])
    if any(one["Effect"] == "Deny" and f"backup:{call.name}" in one["Action"] for one in statements):
        return "Insufficient privileges to perform this action."


@refuses(
    "backup-vault-reserved",
    "backup",
    "StartBackupJob",
    code="AccessDeniedException",
    source='AWS Backup Developer Guide, "Working with Amazon EFS" (message); code not documented',
)
def reserved(call):
    if call.get("BackupVaultName") == AUTOMATIC and "/aws-service-role/" not in call.get("IamRoleArn", ""):
        return "Insufficient privileges to perform this action."


@refuses(
    "backup-role",
    "backup",
    "StartRestoreJob StartBackupJob",
    code="InvalidParameterValueException",
    source="AWS Backup Developer Guide, \"IAM service roles\"; message: hashicorp/terraform-provider-aws#9297",
)
def role_of_backup(call):
    arn = call.get("IamRoleArn", "")
    roles = get_backend("iam")[DEFAULT_ACCOUNT_ID]["aws"].roles.values()
    role = next((one for one in roles if one.arn == arn), None)
    if role is None or "backup.amazonaws.com" not in role.assume_role_policy_document:
        return f"IAM Role {arn} cannot be assumed by AWS Backup"
