"""Rollouts: what the emulator plays, and what it tells afterwards."""

import unittest
import urllib.request

from emulated import EmulatedTest

from qis_emulator import plays


class Rollouts(EmulatedTest):
    def tearDown(self):
        plays.choose("succeed")


class Refreshes(Rollouts):
    def setUp(self):
        super().setUp()
        self.scaling = self.aws("autoscaling")
        template = self.aws("ec2").create_launch_template(
            LaunchTemplateName="web", LaunchTemplateData={"ImageId": self.image(), "InstanceType": "t3.small"}
        )["LaunchTemplate"]["LaunchTemplateId"]
        self.wanted = {"LaunchTemplate": {"LaunchTemplateId": template, "Version": "1"}}
        _, subnets = self.network()
        self.scaling.create_auto_scaling_group(
            AutoScalingGroupName="web", MinSize=1, MaxSize=1, VPCZoneIdentifier=subnets[0], **self.wanted
        )

    def statuses(self, ending, questions=3):
        plays.choose(ending)
        self.scaling.start_instance_refresh(AutoScalingGroupName="web", DesiredConfiguration=self.wanted)
        return [self.newest()["Status"] for _ in range(questions)]

    def newest(self):
        return self.scaling.describe_instance_refreshes(AutoScalingGroupName="web", MaxRecords=1)["InstanceRefreshes"][0]

    def test_each_ending(self):
        self.assertEqual(["InProgress", "Successful", "Successful"], self.statuses("succeed"))
        self.assertEqual(["InProgress", "Failed", "Failed"], self.statuses("fail"))
        self.assertEqual("1", self.newest()["DesiredConfiguration"]["LaunchTemplate"]["Version"])
        self.assertIn("health check", self.newest()["StatusReason"])
        self.assertEqual(["RollbackInProgress", "RollbackSuccessful"], self.statuses("roll-back", 2))

    def test_a_running_refresh_prevents_another_until_it_is_cancelled(self):
        self.assertEqual(["InProgress"] * 3, self.statuses("hang"))
        start, cancel = self.scaling.start_instance_refresh, self.scaling.cancel_instance_refresh
        self.refused("instance-refresh-running", "InstanceRefreshInProgress", start, AutoScalingGroupName="web")
        cancel(AutoScalingGroupName="web")
        self.assertEqual("Cancelled", self.newest()["Status"])
        self.refused("instance-refresh-absent", "ActiveInstanceRefreshNotFound", cancel, AutoScalingGroupName="web")


class Deployments(Rollouts):
    def setUp(self):
        super().setUp()
        self.ecs = self.aws("ecs")
        self.ecs.create_cluster(clusterName="qis")
        vpc, subnets = self.network()
        self.targets = self.target_group(vpc, kind="ip")
        self.balancer(subnets)
        self.ecs.create_service(
            cluster="qis",
            serviceName="web",
            desiredCount=2,
            taskDefinition=self.revision(),
            loadBalancers=[{"targetGroupArn": self.targets, "containerName": "web", "containerPort": 80}],
        )

    def revision(self):
        made = self.ecs.register_task_definition(
            family="web", containerDefinitions=[{"name": "web", "image": "qis", "memory": 128}]
        )
        return made["taskDefinition"]["taskDefinitionArn"]

    def primary(self):
        return self.ecs.describe_services(cluster="qis", services=["web"])["services"][0]["deployments"][0]

    def healthy(self):
        found = self.aws("elbv2").describe_target_health(TargetGroupArn=self.targets)["TargetHealthDescriptions"]
        return [one["TargetHealth"]["State"] for one in found]

    def ended(self):
        arguments = {"cluster": "qis", "service": "web", "status": ["SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL"]}
        brief = self.ecs.list_service_deployments(**arguments)["serviceDeployments"][0]
        asked = self.ecs.describe_service_revisions(serviceRevisionArns=[brief["targetServiceRevisionArn"]])
        full = self.ecs.describe_service_deployments(serviceDeploymentArns=[brief["serviceDeploymentArn"]])
        self.assertEqual(brief["status"], full["serviceDeployments"][0]["status"])
        return brief["status"], asked["serviceRevisions"][0]["taskDefinition"]

    def update(self, ending):
        plays.choose(ending)
        new = self.revision()
        self.ecs.update_service(cluster="qis", service="web", taskDefinition=new)
        self.assertEqual({"IN_PROGRESS"}, {self.primary()["rolloutState"] for _ in range(7)})
        return new

    def test_a_new_service_has_tasks_and_targets(self):
        self.assertEqual([], self.healthy())
        self.assertEqual(("COMPLETED", 2), (self.primary()["rolloutState"], self.primary()["runningCount"]))
        self.assertEqual(["healthy", "healthy"], self.healthy())

    def test_a_failure_stays_with_the_new_revision(self):
        new = self.update("fail")
        self.assertEqual(("FAILED", new), (self.primary()["rolloutState"], self.primary()["taskDefinition"]))
        self.assertEqual(("STOPPED", new), self.ended())

    def test_a_rollback_returns_to_the_earlier_revision(self):
        old = self.primary()["taskDefinition"]
        new = self.update("roll-back")
        primary = self.primary()
        self.assertEqual(("COMPLETED", old), (primary["rolloutState"], primary["taskDefinition"]))
        self.assertIn("circuit breaker", primary["rolloutStateReason"])
        self.assertEqual(("ROLLBACK_SUCCESSFUL", new), self.ended())

    def test_a_deployment_hangs(self):
        self.primary()
        self.update("hang")
        self.assertEqual({"IN_PROGRESS"}, {self.primary()["rolloutState"] for _ in range(5)})
        self.assertEqual([], self.healthy())


class Choices(Rollouts):
    def test_the_front_takes_a_choice(self):
        with urllib.request.urlopen(f"{self.url}/qis-aws/rollouts/hang") as answer:
            self.assertEqual(b'["rollouts: hang"]', answer.read())
        self.assertEqual(["hang"], plays.chosen)


if __name__ == "__main__":
    unittest.main()
