"""EFS."""

import json

from moto.efs.responses import EFSResponse


def put_backup_policy(self):
    """moto can return the backup policy of a file system, but lacks the call that sets it."""
    system = self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]
    policy = json.loads(self.body)["BackupPolicy"]
    system._backup = policy["Status"] == "ENABLED"
    return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}


EFSResponse.put_backup_policy = put_backup_policy


def describe_backup_policy(self):
    """AWS returns a disabled policy, where moto returns no policy."""
    system = self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]
    policy = system.backup_policy or {"Status": "DISABLED"}
    return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}


def delete_file_system_policy(self):
    """moto stores the policy of a file system, but lacks the call that deletes it."""
    self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")].file_system_policy = None
    return "{}", {"Content-Type": "application/json"}


EFSResponse.describe_backup_policy = describe_backup_policy
EFSResponse.delete_file_system_policy = delete_file_system_policy
