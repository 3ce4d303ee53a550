import json
import unittest

from emulated import EmulatedTest


class LoadBalancers(EmulatedTest):
    def setUp(self):
        super().setUp()
        self.vpc, self.subnets = self.network()
        self.elb = self.aws("elbv2")

    def forwarded(self, group):
        """A balancer with a listener that forwards to the group: the listener's ARN."""
        forward = [{"Type": "forward", "TargetGroupArn": group}]
        made = self.elb.create_listener(
            LoadBalancerArn=self.balancer(self.subnets), Protocol="HTTP", Port=80, DefaultActions=forward
        )
        return made["Listeners"][0]["ListenerArn"]

    def test_a_target_that_does_not_exist_can_be_deregistered(self):
        self.elb.deregister_targets(TargetGroupArn=self.target_group(self.vpc), Targets=[{"Id": "i-0123456789abcdef0"}])

    def test_a_target_group_is_in_use_until_its_listener_forwards_elsewhere(self):
        old, new = self.target_group(self.vpc, "old"), self.target_group(self.vpc, "new", "ip")
        listener = self.forwarded(old)
        self.answers_with("ResourceInUse", self.elb.delete_target_group, TargetGroupArn=old)
        self.elb.modify_listener(
            ListenerArn=listener, DefaultActions=[{"Type": "forward", "TargetGroupArn": new}]
        )
        self.elb.delete_target_group(TargetGroupArn=old)
        self.answers_with("ResourceInUse", self.elb.delete_target_group, TargetGroupArn=new)

    def test_a_target_group_of_a_rule_is_in_use(self):
        group = self.target_group(self.vpc, "rule")
        self.elb.create_rule(
            ListenerArn=self.forwarded(self.target_group(self.vpc)),
            Priority=1,
            Conditions=[{"Field": "path-pattern", "Values": ["/a"]}],
            Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": group}]}}],
        )
        self.answers_with("ResourceInUse", self.elb.delete_target_group, TargetGroupArn=group)

    def test_names_of_target_groups(self):
        self.target_group(self.vpc, "a" * 32)
        create = self.elb.create_target_group
        wanted = {"Protocol": "HTTP", "Port": 80, "VpcId": self.vpc}
        self.answers_with("DuplicateTargetGroupName", create, Name="a" * 32, **wanted)
        for name in ("a" * 33, "-web", "web-", "web.1"):
            self.answers_with("ValidationError", create, Name=name, **wanted)

    def test_names_of_balancers(self):
        self.balancer(self.subnets, "a" * 32)
        for name in ("a" * 33, "-web", "web-", "web.1", "internal-web"):
            self.refused(
                "load-balancer-name", "ValidationError", self.elb.create_load_balancer, Name=name, Subnets=self.subnets
            )

    def test_deletion_protection_holds(self):
        balancer = self.balancer(self.subnets)

        def protect(value):
            wanted = [{"Key": "deletion_protection.enabled", "Value": value}]
            self.elb.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=wanted)

        protect("true")
        delete = self.elb.delete_load_balancer
        self.answers_with("OperationNotPermitted", delete, LoadBalancerArn=balancer)
        protect("false")
        delete(LoadBalancerArn=balancer)
        balancer = self.balancer(self.subnets)
        protect("true")
        self.refused("load-balancer-protected", "OperationNotPermitted", delete, LoadBalancerArn=balancer)

    def test_a_balancer_has_one_subnet_in_each_of_two_zones(self):
        create = self.elb.create_load_balancer
        self.refused("load-balancer-zones", "ValidationError", create, Name="one", Subnets=self.subnets[:1])
        _, subnets = self.network("aab")
        self.refused("load-balancer-subnets", "InvalidConfigurationRequest", create, Name="two", Subnets=subnets)

    def test_a_certificate_of_a_listener_is_in_use_until_its_end(self):
        acm = self.aws("acm")
        certificate = acm.request_certificate(DomainName="example.com")["CertificateArn"]
        self.elb.create_listener(
            LoadBalancerArn=self.balancer(self.subnets),
            Protocol="HTTPS",
            Port=443,
            Certificates=[{"CertificateArn": certificate}],
            DefaultActions=[{"Type": "forward", "TargetGroupArn": self.target_group(self.vpc)}],
        )
        self.refused("certificate-in-use", "ResourceInUseException", acm.delete_certificate, CertificateArn=certificate)


class ScalingGroups(EmulatedTest):
    def group(self, architecture="x86_64", servers=0, root=8):
        _, subnets = self.network()
        self.aws("ec2").create_launch_template(
            LaunchTemplateName="web",
            LaunchTemplateData={
                "ImageId": self.image(architecture, root=8),
                "InstanceType": "t3.small",
                "BlockDeviceMappings": [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": root}}],
            },
        )
        return {
            "AutoScalingGroupName": "web",
            "LaunchTemplate": {"LaunchTemplateName": "web"},
            "MinSize": servers,
            "MaxSize": servers,
            "VPCZoneIdentifier": ",".join(subnets),
        }

    def test_the_image_fits_the_type(self):
        create = self.aws("autoscaling").create_auto_scaling_group
        self.refused("launch-template-runs", "ValidationError", create, **self.group("arm64"))

    def test_the_root_volume_fits_the_image(self):
        create = self.aws("autoscaling").create_auto_scaling_group
        self.refused("launch-template-runs", "ValidationError", create, **self.group(root=7))

    def test_a_group_with_servers_is_deleted_by_force_only(self):
        scaling = self.aws("autoscaling")
        scaling.create_auto_scaling_group(**self.group(servers=1))
        delete = scaling.delete_auto_scaling_group
        self.answers_with("ResourceInUse", delete, AutoScalingGroupName="web")
        delete(AutoScalingGroupName="web", ForceDelete=True)

    def test_a_group_with_servers_is_in_use(self):
        scaling = self.aws("autoscaling")
        scaling.create_auto_scaling_group(**self.group(servers=1))
        self.refused(
            "scaling-group-in-use", "ResourceInUse", scaling.delete_auto_scaling_group, AutoScalingGroupName="web"
        )

    def test_a_group_keeps_how_it_replaces_servers(self):
        scaling = self.aws("autoscaling")
        percent = {"MinHealthyPercentage": 100, "MaxHealthyPercentage": 200}
        scaling.create_auto_scaling_group(
            **self.group(), InstanceMaintenancePolicy=percent, DefaultInstanceWarmup=300
        )
        scaling.update_auto_scaling_group(AutoScalingGroupName="web", DefaultInstanceWarmup=240)
        group = scaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]
        self.assertEqual((percent, 240), (group["InstanceMaintenancePolicy"], group["DefaultInstanceWarmup"]))

    def test_a_policy_is_enabled_unless_it_is_disabled(self):
        scaling = self.aws("autoscaling")
        scaling.create_auto_scaling_group(**self.group())
        for name, more in {"default": {}, "on": {"Enabled": True}, "off": {"Enabled": False}}.items():
            scaling.put_scaling_policy(
                AutoScalingGroupName="web",
                PolicyName=name,
                AdjustmentType="ChangeInCapacity",
                ScalingAdjustment=1,
                **more,
            )
        policies = scaling.describe_policies(AutoScalingGroupName="web")["ScalingPolicies"]
        self.assertEqual(
            {"default": True, "on": True, "off": False}, {one["PolicyName"]: one["Enabled"] for one in policies}
        )
        self.assertFalse([one for one in policies if "PredictiveScalingConfiguration" in one])

    def test_a_template_gives_its_own_tags_to_nothing(self):
        ec2 = self.aws("ec2")
        own, given = ([{"Key": "Name", "Value": name}] for name in ("own", "given"))
        specifications = [{"ResourceType": "volume", "Tags": given}]
        ec2.create_launch_template(
            LaunchTemplateName="tagged",
            LaunchTemplateData={"InstanceType": "t3.small", "TagSpecifications": specifications},
            TagSpecifications=[{"ResourceType": "launch-template", "Tags": own}],
        )
        template = ec2.describe_launch_templates(LaunchTemplateNames=["tagged"])["LaunchTemplates"][0]
        versions = ec2.describe_launch_template_versions(LaunchTemplateName="tagged")["LaunchTemplateVersions"]
        self.assertEqual(own, template["Tags"])
        self.assertEqual(specifications, versions[0]["LaunchTemplateData"]["TagSpecifications"])


class Certificates(EmulatedTest):
    def test_one_is_issued_when_all_its_records_exist(self):
        certificate = self.certificate("one.example.com", "two.example.com")
        self.assertEqual("PENDING_VALIDATION", self.described(certificate)["Status"])
        self.add_records(certificate, "one.example.com")
        self.assertEqual("PENDING_VALIDATION", self.described(certificate)["Status"])
        self.add_records(certificate, "two.example.com")
        self.assertEqual("ISSUED", self.described(certificate)["Status"])


class Zones(EmulatedTest):
    def test_a_private_zone_names_its_vpcs(self):
        dns = self.aws("route53")
        first, second = (self.network()[0] for _ in range(2))
        made = dns.create_hosted_zone(
            Name="qis.internal", CallerReference="1", VPC={"VPCRegion": "eu-west-1", "VPCId": first}
        )
        zone = made["HostedZone"]["Id"]
        dns.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC={"VPCRegion": "eu-west-1", "VPCId": second})
        self.assertEqual(
            [{"VPCRegion": "eu-west-1", "VPCId": vpc} for vpc in (first, second)], dns.get_hosted_zone(Id=zone)["VPCs"]
        )
        dns.disassociate_vpc_from_hosted_zone(HostedZoneId=zone, VPC={"VPCRegion": "eu-west-1", "VPCId": first})
        self.assertEqual([{"VPCRegion": "eu-west-1", "VPCId": second}], dns.get_hosted_zone(Id=zone)["VPCs"])


    def test_a_public_zone_gets_the_id_that_qis_aws_asks_for(self):
        dns = self.aws("route53")
        made = dns.create_hosted_zone(Name="example.com", CallerReference="qis-aws Z0123456789ABC")
        self.assertNotIn("Z0123456789ABC", dns.create_hosted_zone(Name="example.org", CallerReference="2")["HostedZone"]["Id"])
        self.assertEqual("example.com.", dns.get_hosted_zone(Id="Z0123456789ABC")["HostedZone"]["Name"])
        self.assertTrue(made["HostedZone"]["Name"].startswith("example.com"))


class Databases(EmulatedTest):
    def setUp(self):
        super().setUp()
        self.rds = self.aws("rds")

    def database(self, name="database", **more):
        wanted = {"DBInstanceClass": "db.t4g.small", "Engine": "postgres", "EngineVersion": "16.4", "AllocatedStorage": 20}
        return {"DBInstanceIdentifier": name, **wanted, **more}

    def test_each_database_has_a_resource_id_of_its_own(self):
        first = self.rds.create_db_instance(**self.database())["DBInstance"]["DbiResourceId"]
        self.rds.create_db_snapshot(DBInstanceIdentifier="database", DBSnapshotIdentifier="before")
        copy = self.rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="copy", DBSnapshotIdentifier="before")
        self.assertNotEqual(copy["DBInstance"]["DbiResourceId"], first)

    def test_a_parameter_group_is_in_use(self):
        self.rds.create_db_parameter_group(
            DBParameterGroupName="data", DBParameterGroupFamily="postgres16", Description="data"
        )
        self.rds.create_db_instance(**self.database(DBParameterGroupName="data"))
        self.refused(
            "database-parameter-group-in-use",
            "InvalidDBParameterGroupState",
            self.rds.delete_db_parameter_group,
            DBParameterGroupName="data",
        )

    def test_a_subnet_group_is_in_use(self):
        _, subnets = self.network()
        self.rds.create_db_subnet_group(
            DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=subnets
        )
        self.rds.create_db_instance(**self.database(DBSubnetGroupName="data"))
        self.refused(
            "database-subnet-group-in-use",
            "InvalidDBSubnetGroupStateFault",
            self.rds.delete_db_subnet_group,
            DBSubnetGroupName="data",
        )

    def test_a_database_stays_in_its_subnet(self):
        _, subnets = self.network("abca")
        a, b, c, other_a = subnets
        modify = self.rds.modify_db_subnet_group
        self.rds.create_db_subnet_group(
            DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=[a, b, c]
        )
        self.rds.create_db_instance(**self.database(DBSubnetGroupName="data", AvailabilityZone=self.region + "a"))
        modify(DBSubnetGroupName="data", SubnetIds=[a, b])
        found = self.rds.describe_db_subnet_groups(DBSubnetGroupName="data")["DBSubnetGroups"][0]["Subnets"]
        self.assertEqual({a, b}, {subnet["SubnetIdentifier"] for subnet in found})
        self.refused(
            "database-subnet-in-use", "SubnetAlreadyInUse", modify, DBSubnetGroupName="data", SubnetIds=[other_a, b]
        )

    def test_a_subnet_group_has_two_zones(self):
        _, subnets = self.network("aa")
        self.refused(
            "database-subnet-group-zones",
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            self.rds.create_db_subnet_group,
            DBSubnetGroupName="data",
            DBSubnetGroupDescription="data",
            SubnetIds=subnets,
        )

    def test_the_maximum_storage_is_a_tenth_more(self):
        create = self.rds.create_db_instance
        create(**self.database("enough", AllocatedStorage=100, MaxAllocatedStorage=110))
        for maximum in (100, 109):
            self.refused(
                "database-maximum-storage",
                "InvalidParameterCombination",
                create,
                **self.database(f"at-{maximum}", AllocatedStorage=100, MaxAllocatedStorage=maximum),
            )
        self.refused(
            "database-maximum-storage",
            "InvalidParameterCombination",
            self.rds.modify_db_instance,
            DBInstanceIdentifier="enough",
            MaxAllocatedStorage=109,
        )

    def test_names(self):
        create = self.rds.create_db_instance
        create(**self.database("a" * 63))
        for name in ("my--site", "site-", "1site", "a" * 64):
            self.answers_with("InvalidParameterValue", create, **self.database(name))

    def test_a_class_of_old_does_not_run_a_new_engine(self):
        create = self.rds.create_db_instance
        create(**self.database("old", DBInstanceClass="db.t2.small", EngineVersion="12.19"))
        old = self.database("new", DBInstanceClass="db.t2.small")
        self.refused("database-class", "InvalidParameterCombination", create, **old)

    def group(self, major):
        name = f"data-{major}"
        self.rds.create_db_parameter_group(
            DBParameterGroupName=name, DBParameterGroupFamily=f"postgres{major}", Description=name
        )
        return name

    def found(self):
        return self.rds.describe_db_instances(DBInstanceIdentifier="database")["DBInstances"][0]

    def status(self):
        return [(one["DBParameterGroupName"], one["ParameterApplyStatus"]) for one in self.found()["DBParameterGroups"]]

    def test_a_major_upgrade_is_allowed_first(self):
        self.rds.create_db_instance(**self.database())
        wanted = {"DBInstanceIdentifier": "database", "EngineVersion": "17.6", "ApplyImmediately": True}
        self.refused("database-major-upgrade", "InvalidParameterCombination", self.rds.modify_db_instance, **wanted)

    def test_a_version_is_reached_from_an_earlier_release(self):
        modify = self.rds.modify_db_instance
        wanted = {"DBInstanceIdentifier": "database", "AllowMajorVersionUpgrade": True, "ApplyImmediately": True}
        for number, (present, unreachable) in enumerate((("16.13", "17.6"), ("16.13", "17"), ("16.4", "16.3"), ("17.2", "16.13"))):
            database = self.database(f"from-{number}", EngineVersion=present)
            self.rds.create_db_instance(**database)
            self.refused(
                "database-upgrade-path",
                "InvalidParameterCombination",
                modify,
                **{**wanted, "DBInstanceIdentifier": f"from-{number}", "EngineVersion": unreachable},
            )
        self.rds.create_db_instance(**self.database(EngineVersion="16.13"))
        modify(**wanted, EngineVersion="17.9")
        self.assertEqual("17.9", self.found()["EngineVersion"])

    def test_a_major_version_alone_is_the_default_unless_a_later_minor_runs(self):
        self.rds.create_db_instance(**self.database(EngineVersion="16"))
        self.assertEqual("16.10", self.found()["EngineVersion"])
        modify = self.rds.modify_db_instance
        modify(DBInstanceIdentifier="database", EngineVersion="16.13", ApplyImmediately=True)
        modify(DBInstanceIdentifier="database", EngineVersion="16", ApplyImmediately=True)
        self.assertEqual("16.13", self.found()["EngineVersion"])

    def test_versions_tell_what_they_reach(self):
        def reached(version):
            found = self.rds.describe_db_engine_versions(Engine="postgres", EngineVersion=version)["DBEngineVersions"]
            return [one["EngineVersion"] for one in found[0]["ValidUpgradeTarget"]]

        self.assertEqual(["17.9", "18.3"], reached("16.13"))
        self.assertEqual(["18.3"], reached("17.9"))
        default = self.rds.describe_db_engine_versions(Engine="postgres", EngineVersion="17", DefaultOnly=True)
        self.assertEqual(["17.6"], [one["EngineVersion"] for one in default["DBEngineVersions"]])

    def test_a_parameter_group_is_of_the_family(self):
        old, new = self.group(16), self.group(17)
        create, modify = self.rds.create_db_instance, self.rds.modify_db_instance
        rule, code = "database-parameter-group-family", "InvalidParameterCombination"
        self.refused(rule, code, create, **self.database("other", DBParameterGroupName=new))
        create(**self.database(DBParameterGroupName=old))
        self.answers_with(code, modify, DBInstanceIdentifier="database", DBParameterGroupName=new)
        upgrade = {"DBInstanceIdentifier": "database", "EngineVersion": "17", "AllowMajorVersionUpgrade": True}
        self.answers_with(code, modify, **upgrade, ApplyImmediately=True)
        modify(**upgrade, ApplyImmediately=True, DBParameterGroupName=new)
        self.assertEqual([(new, "pending-reboot")], self.status())
        self.rds.delete_db_parameter_group(DBParameterGroupName=old)

    def test_a_deferred_upgrade_keeps_version_and_parameter_group(self):
        old, new = self.group(16), self.group(17)
        self.rds.create_db_instance(**self.database(DBParameterGroupName=old))
        self.rds.modify_db_instance(
            DBInstanceIdentifier="database", EngineVersion="17", AllowMajorVersionUpgrade=True, DBParameterGroupName=new
        )
        self.assertEqual("16.4", self.found()["EngineVersion"])
        self.assertEqual("17.6", self.found()["PendingModifiedValues"]["EngineVersion"])
        delete = self.rds.delete_db_parameter_group
        self.answers_with("InvalidDBParameterGroupState", delete, DBParameterGroupName=old)

    def test_a_static_parameter_waits_for_a_reboot(self):
        group = self.group(16)

        def limit(value, method="pending-reboot"):
            parameter = {"ParameterName": "max_connections", "ParameterValue": value, "ApplyMethod": method}
            self.rds.modify_db_parameter_group(DBParameterGroupName=group, Parameters=[parameter])

        limit("300")
        self.rds.create_db_instance(**self.database(DBParameterGroupName=group))
        limit("300")
        self.assertEqual([(group, "in-sync")], self.status())
        limit("500")
        self.assertEqual([(group, "pending-reboot")], self.status())
        self.rds.reboot_db_instance(DBInstanceIdentifier="database")
        self.assertEqual([(group, "in-sync")], self.status())

    def test_deletion_protection_holds(self):
        self.rds.create_db_instance(**self.database(DeletionProtection=True))
        self.answers_with(
            "InvalidParameterCombination",
            self.rds.delete_db_instance,
            DBInstanceIdentifier="database",
            SkipFinalSnapshot=True,
        )


class Caches(EmulatedTest):
    def setUp(self):
        super().setUp()
        self.cache = self.aws("elasticache")

    def cluster(self, name="cache", nodes=1, **more):
        wanted = {"Engine": "memcached", "CacheNodeType": "cache.t4g.small", "NumCacheNodes": nodes}
        return {"CacheClusterId": name, **wanted, **more}

    def test_one_node_has_one_zone(self):
        create = self.cache.create_cache_cluster
        create(**self.cluster("two", 2, AZMode="cross-az"))
        self.refused(
            "cache-zones", "InvalidParameterCombination", create, **self.cluster("one", 1, AZMode="cross-az")
        )

    def test_nodes_with_data_tiering_are_none_of_memcached(self):
        self.refused(
            "cache-data-tiering",
            "InvalidParameterCombination",
            self.cache.create_cache_cluster,
            **self.cluster(CacheNodeType="cache.r6gd.xlarge"),
        )

    def test_nodes_in_several_zones_stay_there(self):
        self.cache.create_cache_cluster(**self.cluster(nodes=2, AZMode="cross-az"))
        self.answers_with(
            "InvalidParameterCombination",
            self.cache.modify_cache_cluster,
            CacheClusterId="cache",
            NumCacheNodes=1,
            AZMode="single-az",
        )

    def test_a_number_of_nodes_waits_unless_it_is_applied_immediately(self):
        self.cache.create_cache_cluster(**self.cluster(nodes=2, AZMode="cross-az"))

        def nodes():
            found = self.cache.describe_cache_clusters(CacheClusterId="cache", ShowCacheNodeInfo=True)
            return found["CacheClusters"][0]["NumCacheNodes"]

        self.cache.modify_cache_cluster(CacheClusterId="cache", NumCacheNodes=3)
        self.assertEqual(2, nodes())
        self.cache.modify_cache_cluster(CacheClusterId="cache", NumCacheNodes=3, ApplyImmediately=True)
        self.assertEqual(3, nodes())

    def test_names(self):
        for name in ("my--site", "site-", "1site", "a" * 51):
            self.refused(
                "cache-name", "InvalidParameterValue", self.cache.create_cache_cluster, **self.cluster(name)
            )

    def test_a_subnet_group_is_in_use(self):
        _, subnets = self.network()
        self.cache.create_cache_subnet_group(
            CacheSubnetGroupName="cache", CacheSubnetGroupDescription="cache", SubnetIds=subnets
        )
        self.cache.create_cache_cluster(**self.cluster(CacheSubnetGroupName="cache"))
        self.refused(
            "cache-subnet-group-in-use",
            "CacheSubnetGroupInUse",
            self.cache.delete_cache_subnet_group,
            CacheSubnetGroupName="cache",
        )

    def test_a_subnet_group_changes(self):
        _, subnets = self.network("abc")
        name = {"CacheSubnetGroupName": "cache"}
        self.cache.create_cache_subnet_group(**name, CacheSubnetGroupDescription="cache", SubnetIds=subnets[:2])
        self.cache.modify_cache_subnet_group(**name, SubnetIds=subnets)
        found = self.cache.describe_cache_subnet_groups(**name)["CacheSubnetGroups"][0]
        self.assertEqual(set(subnets), {subnet["SubnetIdentifier"] for subnet in found["Subnets"]})
        self.assertEqual("cache", found["CacheSubnetGroupDescription"])


class Containers(EmulatedTest):
    def setUp(self):
        super().setUp()
        self.ecs = self.aws("ecs")
        self.ecs.create_cluster(clusterName="qis")

    def task(self, cpu="512", memory="1024", kind="FARGATE"):
        return {
            "family": "web",
            "networkMode": "awsvpc",
            "requiresCompatibilities": [kind],
            "cpu": cpu,
            "memory": memory,
            "containerDefinitions": [{"name": "web", "image": "qis"}],
        }

    def registered(self, **more):
        return self.ecs.register_task_definition(**self.task(**more))["taskDefinition"]["taskDefinitionArn"]

    def test_fargate_has_certain_sizes(self):
        register = self.ecs.register_task_definition
        for cpu, memory in (("256", "512"), ("512", "4096"), ("1 vCPU", "8 GB"), ("8192", "20480"), ("16384", "122880")):
            register(**self.task(cpu, memory))
        for cpu, memory in (("512", "2560"), ("512", "5120"), ("256", "3072"), ("8192", "17408"), ("300", "1024")):
            self.refused("fargate-size", "ClientException", register, **self.task(cpu, memory))
        register(**self.task("512", "2560", kind="EC2"))

    def test_no_service_gets_an_inactive_task_definition(self):
        old = self.registered()
        service = self.ecs.create_service(cluster="qis", serviceName="web", taskDefinition=self.registered(), desiredCount=1)
        self.ecs.deregister_task_definition(taskDefinition=old)
        self.refused(
            "task-definition-inactive",
            "ClientException",
            self.ecs.update_service,
            cluster="qis",
            service=service["service"]["serviceName"],
            taskDefinition=old,
        )

    def test_tasks_with_addresses_of_their_own_are_targets_by_address(self):
        vpc, subnets = self.network()

        def service(name, kind):
            group = self.target_group(vpc, name, kind)
            return {
                "cluster": "qis",
                "serviceName": name,
                "taskDefinition": task,
                "desiredCount": 1,
                "loadBalancers": [{"targetGroupArn": group, "containerName": "web", "containerPort": 80}],
            }

        task = self.registered()
        create = self.ecs.create_service
        create(**service("right", "ip"))
        self.refused("target-type-of-tasks", "InvalidParameterException", create, **service("wrong", "instance"))

    def test_a_cluster_with_a_service_is_in_use(self):
        self.ecs.create_service(cluster="qis", serviceName="web", taskDefinition=self.registered(), desiredCount=0)
        self.answers_with("ClusterContainsServicesException", self.ecs.delete_cluster, cluster="qis")
        self.ecs.delete_service(cluster="qis", service="web", force=True)
        self.ecs.delete_cluster(cluster="qis")
        self.ecs.create_cluster(clusterName="qis")
        self.ecs.create_service(cluster="qis", serviceName="web", taskDefinition=self.registered(), desiredCount=0)
        self.refused("cluster-in-use", "ClusterContainsServicesException", self.ecs.delete_cluster, cluster="qis")


class FileSystems(EmulatedTest):
    def test_a_file_system_with_a_mount_target_is_in_use_and_has_one_in_each_zone(self):
        efs = self.aws("efs")
        _, (first, second) = self.network("aa")
        system = efs.create_file_system(CreationToken="in-use")["FileSystemId"]
        efs.create_mount_target(FileSystemId=system, SubnetId=first)
        self.answers_with("FileSystemInUse", efs.delete_file_system, FileSystemId=system)
        self.answers_with("MountTargetConflict", efs.create_mount_target, FileSystemId=system, SubnetId=second)


class Storage(EmulatedTest):
    def test_an_object_has_ten_tags_at_most(self):
        s3 = self.aws("s3")
        s3.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": self.region})
        put = s3.put_object

        def tags(count):
            return "&".join(f"key-{number}=value" for number in range(count))

        put(Bucket="files", Key="ten", Body=b"x", Tagging=tags(10))
        self.answers_with("BadRequest", put, Bucket="files", Key="eleven", Body=b"x", Tagging=tags(11))
        self.answers_with(
            "BadRequest",
            s3.put_object_tagging,
            Bucket="files",
            Key="ten",
            Tagging={"TagSet": [{"Key": str(number), "Value": ""} for number in range(11)]},
        )


class Secrets(EmulatedTest):
    def test_a_name_is_taken_until_the_secret_is_gone(self):
        secrets = self.aws("secretsmanager")
        secrets.create_secret(Name="site", SecretString="x")
        self.answers_with("ResourceExistsException", secrets.create_secret, Name="site", SecretString="x")
        secrets.delete_secret(SecretId="site", RecoveryWindowInDays=7)
        self.refused(
            "secret-pending-deletion",
            "InvalidRequestException",
            secrets.create_secret,
            instead="ResourceExistsException",
            Name="site",
            SecretString="x",
        )


class WebAcls(EmulatedTest):
    def test_a_web_acl_of_a_balancer_is_in_use(self):
        waf = self.aws("wafv2")
        shown = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "web"}
        made = waf.create_web_acl(Name="web", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=shown)
        acl = made["Summary"]
        waf.associate_web_acl(WebACLArn=acl["ARN"], ResourceArn=self.balancer(self.network()[1]))
        self.refused(
            "web-acl-in-use",
            "WAFAssociatedItemException",
            waf.delete_web_acl,
            Name="web",
            Scope="REGIONAL",
            Id=acl["Id"],
            LockToken=acl["LockToken"],
        )


class NamesTaken(EmulatedTest):
    """What a name gets that is in use: moto answers as AWS does."""

    def twice(self, code, call, **arguments):
        call(**arguments)
        self.answers_with(code, call, **arguments)

    def test_logs_aliases_and_roles(self):
        self.twice(
            "ResourceAlreadyExistsException", self.aws("logs").create_log_group, logGroupName="/qis-aws/web"
        )
        key = self.aws("kms").create_key()["KeyMetadata"]["KeyId"]
        self.twice("AlreadyExistsException", self.aws("kms").create_alias, AliasName="alias/qis", TargetKeyId=key)
        trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
        self.twice(
            "EntityAlreadyExists",
            self.aws("iam").create_role,
            RoleName="web",
            AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        )


if __name__ == "__main__":
    unittest.main()
