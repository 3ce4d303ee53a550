"""Restore testing of AWS Backup: plans, selections, and the restores that a test asks for."""

import unittest
import urllib.request

from emulated import EmulatedTest
from moto.backup.models import backup_backends
from moto.core import DEFAULT_ACCOUNT_ID

TRUST = '{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "%s"}}]}'


class RestoreTests(EmulatedTest):
    def setUp(self):
        super().setUp()
        backup_backends[DEFAULT_ACCOUNT_ID][self.region].reset()
        self.backup = self.aws("backup")
        self.vault = self.backup.create_backup_vault(BackupVaultName="qis")["BackupVaultArn"]

    def plan(self, name="demo", vault=None):
        wanted = {
            "RestoreTestingPlanName": name,
            "ScheduleExpression": "cron(0 8 ? * MON *)",
            "RecoveryPointSelection": {
                "Algorithm": "LATEST_WITHIN_WINDOW",
                "IncludeVaults": [vault or self.vault],
                "RecoveryPointTypes": ["SNAPSHOT"],
            },
        }
        return {"RestoreTestingPlan": wanted, "Tags": {"a": "b"}}

    def selection(self, name="EBS", kind="EBS", service="backup.amazonaws.com", **more):
        role = f"qis-{service.split('.')[0]}"
        iam = self.aws("iam")
        if role not in [one["RoleName"] for one in iam.list_roles()["Roles"]]:
            iam.create_role(RoleName=role, AssumeRolePolicyDocument=TRUST % service)
        condition = {"Key": "aws:ResourceTag/qis", "Value": self.id()}
        wanted = {
            "RestoreTestingSelectionName": name,
            "ProtectedResourceType": kind,
            "IamRoleArn": f"arn:aws:iam::123456789012:role/{role}",
            "ProtectedResourceConditions": {"StringEquals": [condition]},
            **more,
        }
        return {"RestoreTestingPlanName": "demo", "RestoreTestingSelection": wanted}

    def volume(self, **tags):
        made = self.aws("ec2").create_volume(
            AvailabilityZone=self.region + "a",
            Size=1,
            TagSpecifications=[
                {"ResourceType": "volume", "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
            ],
        )
        return f"arn:aws:ec2:{self.region}:123456789012:volume/{made['VolumeId']}"

    def play(self, ending="complete"):
        urllib.request.urlopen(f"{self.url}/qis-aws/restore-tests/{ending}").close()
        return [(one["SourceResourceArn"], one["Status"], one["StatusMessage"]) for one in self.jobs()]

    def jobs(self):
        arn = self.backup.get_restore_testing_plan(RestoreTestingPlanName="demo")["RestoreTestingPlan"]
        arn = arn["RestoreTestingPlanArn"]
        self.assertEqual([], self.backup.list_restore_jobs(ByRestoreTestingPlanArn=arn + "x")["RestoreJobs"])
        return self.backup.list_restore_jobs(ByRestoreTestingPlanArn=arn)["RestoreJobs"]

    def test_a_plan_lives(self):
        made = self.backup.create_restore_testing_plan(**self.plan())
        get = self.backup.get_restore_testing_plan
        self.assertEqual(24, get(RestoreTestingPlanName="demo")["RestoreTestingPlan"]["StartWindowHours"])
        self.assertEqual({"a": "b"}, self.backup.list_tags(ResourceArn=made["RestoreTestingPlanArn"])["Tags"])
        self.answers_with("AlreadyExistsException", self.backup.create_restore_testing_plan, **self.plan())
        changed = {"ScheduleExpression": "cron(0 8 1 * ? *)"}
        self.backup.update_restore_testing_plan(RestoreTestingPlanName="demo", RestoreTestingPlan=changed)
        listed = self.backup.list_restore_testing_plans()["RestoreTestingPlans"]
        self.assertEqual(["cron(0 8 1 * ? *)"], [one["ScheduleExpression"] for one in listed])
        self.backup.delete_restore_testing_plan(RestoreTestingPlanName="demo")
        self.answers_with("ResourceNotFoundException", get, RestoreTestingPlanName="demo")

    def test_a_selection_lives_and_keeps_its_plan(self):
        create, delete = self.backup.create_restore_testing_selection, self.backup.delete_restore_testing_plan
        self.answers_with("ResourceNotFoundException", create, **self.selection())
        self.backup.create_restore_testing_plan(**self.plan())
        create(**self.selection())
        self.answers_with("AlreadyExistsException", create, **self.selection())
        key = {"RestoreTestingPlanName": "demo", "RestoreTestingSelectionName": "EBS"}
        changed = {"RestoreMetadataOverrides": {"kmsKeyId": "key"}, "ValidationWindowHours": 1}
        self.backup.update_restore_testing_selection(RestoreTestingSelection=changed, **key)
        found = self.backup.get_restore_testing_selection(**key)["RestoreTestingSelection"]
        self.assertEqual({"kmsKeyId": "key"}, found["RestoreMetadataOverrides"])
        listed = self.backup.list_restore_testing_selections(RestoreTestingPlanName="demo")
        self.assertEqual(["EBS"], [one["ProtectedResourceType"] for one in listed["RestoreTestingSelections"]])
        self.answers_with("InvalidRequestException", delete, RestoreTestingPlanName="demo")
        self.backup.delete_restore_testing_selection(**key)
        delete(RestoreTestingPlanName="demo")

    def test_a_plan_with_selections_is_in_use(self):
        self.backup.create_restore_testing_plan(**self.plan())
        self.backup.create_restore_testing_selection(**self.selection())
        delete = self.backup.delete_restore_testing_plan
        self.refused("restore-testing-plan-in-use", "InvalidRequestException", delete, RestoreTestingPlanName="demo")

    def test_names(self):
        create = self.backup.create_restore_testing_plan
        create(**self.plan("a_" + "1" * 48))
        for wrong in ("qis-demo", "a" * 51):
            self.refused("restore-testing-name", "InvalidParameterValueException", create, **self.plan(wrong))
        create(**self.plan())
        wrong = self.selection("qis-ebs")
        create = self.backup.create_restore_testing_selection
        self.refused("restore-testing-name", "InvalidParameterValueException", create, **wrong)

    def test_a_selection_has_arns_or_conditions(self):
        self.backup.create_restore_testing_plan(**self.plan())
        create = self.backup.create_restore_testing_selection
        create(**self.selection("all", ProtectedResourceArns=["*"], ProtectedResourceConditions={}))
        create(**self.selection("tagged", ProtectedResourceArns=["*"]))
        for number, arns, conditions in ((1, [], {}), (2, [self.vault], None)):
            wrong = self.selection(f"wrong{number}", ProtectedResourceArns=arns)
            if conditions is not None:
                wrong["RestoreTestingSelection"]["ProtectedResourceConditions"] = conditions
            self.refused("restore-testing-selection", "InvalidParameterValueException", create, **wrong)

    def test_what_has_the_tag_is_restored(self):
        ours, _ = self.volume(qis=self.id()), self.volume(qis="other")
        self.backup.create_restore_testing_plan(**self.plan())
        self.backup.create_restore_testing_selection(**self.selection())
        self.assertEqual([], self.jobs())
        self.assertEqual([(ours, "COMPLETED", "")], self.play())
        both = [(ours, "FAILED", "Access denied to KMS key."), (ours, "COMPLETED", "")]
        self.assertEqual(both, self.play("fail"))

    def test_nothing_is_restored_from_a_vault_that_does_not_exist(self):
        self.volume(qis=self.id())
        self.backup.create_restore_testing_plan(**self.plan(vault=self.vault + "x"))
        self.backup.create_restore_testing_selection(**self.selection())
        self.assertEqual([], self.play())

    def test_a_role_that_does_not_trust_aws_backup_restores_nothing(self):
        self.volume(qis=self.id())
        self.backup.create_restore_testing_plan(**self.plan())
        self.backup.create_restore_testing_selection(**self.selection(service="ec2.amazonaws.com"))
        self.assertIn("cannot be assumed", self.play()[0][2])

    def test_a_database_needs_a_subnet_group(self):
        _, subnets = self.network()
        rds = self.aws("rds")
        rds.create_db_subnet_group(DBSubnetGroupName="qis", DBSubnetGroupDescription="qis", SubnetIds=subnets)
        rds.create_db_instance(
            DBInstanceIdentifier="qis",
            DBInstanceClass="db.t4g.medium",
            Engine="postgres",
            MasterUsername="qis",
            MasterUserPassword="not-a-secret",
            AllocatedStorage=20,
            Tags=[{"Key": "qis", "Value": self.id()}],
        )
        self.backup.create_restore_testing_plan(**self.plan())
        self.backup.create_restore_testing_selection(**self.selection("RDS", "RDS"))
        self.assertIn("No default subnet", self.play()[0][2])
        self.backup.update_restore_testing_selection(
            RestoreTestingPlanName="demo",
            RestoreTestingSelectionName="RDS",
            RestoreTestingSelection={"RestoreMetadataOverrides": {"dbSubnetGroupName": "qis"}},
        )
        self.assertEqual("COMPLETED", self.play()[0][1])


if __name__ == "__main__":
    unittest.main()
