"""Backups of file systems and restores of them."""

import json
import uuid

from emulated import EmulatedTest
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

AUTOMATIC = "aws/efs/automatic-backup-vault"
TRUST = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "backup.amazonaws.com"}}]}


class BackupTest(EmulatedTest):
    def setUp(self):
        super().setUp()
        vars(get_backend("backup")[DEFAULT_ACCOUNT_ID][self.region]).pop("kept", None)
        self.backup = self.aws("backup")
        self.role = self.made_role("/")
        self.service = self.made_role("/aws-service-role/backup.amazonaws.com/")
        self.files = self.file_system()
        self.copy = self.file_system()

    def made_role(self, path):
        trust = json.dumps(TRUST)
        made = self.aws("iam").create_role(RoleName=f"r-{uuid.uuid4()}", Path=path, AssumeRolePolicyDocument=trust)
        return made["Role"]["Arn"]

    def file_system(self):
        return self.aws("efs").create_file_system(CreationToken=str(uuid.uuid4()))

    def point(self, vault=AUTOMATIC):
        return self.backup.start_backup_job(
            BackupVaultName=vault, ResourceArn=self.files["FileSystemArn"], IamRoleArn=self.service
        )["RecoveryPointArn"]

    def restore(self, point, **more):
        into = {"file-system-id": self.copy["FileSystemId"], "newFileSystem": "false"}
        return {"RecoveryPointArn": point, "Metadata": into, "IamRoleArn": self.role, **more}

    def allow(self):
        self.backup.put_backup_vault_access_policy(BackupVaultName=AUTOMATIC, Policy='{"Statement": []}')

    def test_a_backup_is_listed_by_vault_and_by_file_system(self):
        point = self.point()
        by_vault = self.backup.list_recovery_points_by_backup_vault(BackupVaultName=AUTOMATIC)["RecoveryPoints"]
        by_resource = self.backup.list_recovery_points_by_resource(ResourceArn=self.files["FileSystemArn"])
        self.assertIn(point, [one["RecoveryPointArn"] for one in by_vault])
        self.assertEqual([point], [one["RecoveryPointArn"] for one in by_resource["RecoveryPoints"]])

    def test_the_vault_of_automatic_backups_denies_restores_until_its_policy_changes(self):
        point = self.point()
        self.refused("backup-vault-denies", "AccessDeniedException", self.backup.start_restore_job, **self.restore(point))
        self.allow()
        job = self.backup.start_restore_job(**self.restore(point))["RestoreJobId"]
        states = [self.backup.describe_restore_job(RestoreJobId=job)["Status"] for _ in range(2)]
        self.assertEqual(["RUNNING", "COMPLETED"], states)
        found = [one for one in self.backup.list_restore_jobs()["RestoreJobs"] if one["RestoreJobId"] == job]
        self.assertEqual(self.copy["FileSystemArn"], found[0]["CreatedResourceArn"])

    def test_it_denies_the_end_of_a_backup_too(self):
        vault = {"BackupVaultName": AUTOMATIC, "RecoveryPointArn": self.point()}
        self.refused("backup-vault-denies", "AccessDeniedException", self.backup.delete_recovery_point, **vault)
        left = self.backup.list_recovery_points_by_resource(ResourceArn=self.files["FileSystemArn"])
        self.assertEqual([], left["RecoveryPoints"])

    def test_it_takes_automatic_backups_only(self):
        backup = {"BackupVaultName": AUTOMATIC, "ResourceArn": self.files["FileSystemArn"], "IamRoleArn": self.role}
        self.refused("backup-vault-reserved", "AccessDeniedException", self.backup.start_backup_job, **backup)

    def test_a_point_can_be_described_until_it_is_deleted(self):
        name = f"v-{uuid.uuid4()}"[:40]
        self.backup.create_backup_vault(BackupVaultName=name)
        point = {"BackupVaultName": name, "RecoveryPointArn": self.point(name)}
        self.assertEqual("COMPLETED", self.backup.describe_recovery_point(**point)["Status"])
        self.backup.delete_recovery_point(**point)
        self.answers_with("ResourceNotFoundException", self.backup.describe_recovery_point, **point)

    def test_a_restore_into_nothing_fails(self):
        self.allow()
        self.aws("efs").delete_file_system(FileSystemId=self.copy["FileSystemId"])
        job = self.backup.start_restore_job(**self.restore(self.point()))["RestoreJobId"]
        self.backup.describe_restore_job(RestoreJobId=job)
        self.assertEqual("FAILED", self.backup.describe_restore_job(RestoreJobId=job)["Status"])

    def test_a_role_is_for_aws_backup(self):
        other = {"IamRoleArn": "arn:aws:iam::123456789012:role/none"}
        other_service = {"IamRoleArn": "arn:aws:iam::123456789012:role/aws-service-role/none"}
        backup = {"BackupVaultName": AUTOMATIC, "ResourceArn": self.files["FileSystemArn"], **other_service}
        code = "InvalidParameterValueException"
        self.refused("backup-role", code, self.backup.start_backup_job, **backup)
        self.allow()
        self.refused("backup-role", code, self.backup.start_restore_job, **self.restore(self.point(), **other))
