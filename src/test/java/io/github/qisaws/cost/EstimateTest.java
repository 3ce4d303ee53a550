package io.github.qisaws.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.cost.Estimate.Setting;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An estimate")
class EstimateTest {
    private static final Setting SETTING = new Setting("eu-west-1", 3);
    private static final String NONE = "null";
    private static final Prices PRICES = PriceFile.parse("test", """
            {"currency": "USD", "date": "2026-01-31", "source": "a test", "regions": {"eu-west-1": {
              "ec2/t3.medium": {"per": "hour", "on-demand": 0.0456, "reserved": 0.0286},
              "ec2/t3.large": {"per": "hour", "on-demand": 0.0912, "reserved": 0.0572},
              "ec2/detailed-monitoring": {"per": "month", "on-demand": 2.1},
              "ebs/gp3": {"per": "month", "on-demand": 0.088},
              "vpc-endpoint": {"per": "hour", "on-demand": 0.011},
              "fargate/vcpu": {"per": "hour", "on-demand": 0.04048},
              "fargate/gib": {"per": "hour", "on-demand": 0.004445},
              "waf/acl": {"per": "month", "on-demand": 5},
              "waf/rule": {"per": "month", "on-demand": 1},
              "rds/db.t4g.medium/multi-az": {"per": "hour", "on-demand": 0.14},
              "rds/gp3/multi-az": {"per": "month", "on-demand": 0.254},
              "secretsmanager/secret": {"per": "month", "on-demand": 0.4}}}}
            """);

    private static Estimate estimate(Plan plan) {
        return Estimate.after(plan, PRICES, SETTING);
    }

    private static BigDecimal dollars(String amount) {
        return new BigDecimal(amount);
    }

    @Test
    void ofAServerHasItsHoursItsVolumeAndItsMonitoringExactly() {
        Plan plan = PlanJson.of(
                "module.data-server.aws_instance.this",
                "'create'",
                NONE,
                "{'instance_type':'t3.large','monitoring':true,'root_block_device':[{'volume_size':10,'volume_type':'gp3'}]}");

        Amounts amounts = estimate(plan).components().get("data-server");

        // 730 h of 0.0912, 10 GiB of 0.088, 2.10; reserved 730 h of 0.0572.
        assertThat(amounts.onDemand()).isEqualByComparingTo(dollars("69.556"));
        assertThat(amounts.reserved()).isEqualByComparingTo(dollars("44.736"));
        assertThat(amounts.most()).isEqualByComparingTo(amounts.onDemand());
    }

    @Test
    void ofAFleetGoesFromItsLeastToItsMost() {
        Plan plan = new PlanJson()
                .change(
                        "module.web-tier.aws_launch_template.this",
                        "'no-op'",
                        "{'instance_type':'t3.medium','block_device_mappings':[{'ebs':[{'volume_size':10,'volume_type':'gp3'}]}]}",
                        "{'instance_type':'t3.medium','block_device_mappings':[{'ebs':[{'volume_size':10,'volume_type':'gp3'}]}]}")
                .change("module.web-tier.aws_autoscaling_group.this", "'create'", NONE, "{'min_size':1,'max_size':4}")
                .plan();

        Amounts amounts = estimate(plan).total();

        assertThat(amounts.onDemand()).isEqualByComparingTo(dollars("34.168"));
        assertThat(amounts.reserved()).isEqualByComparingTo(dollars("21.758"));
        assertThat(amounts.most()).isEqualByComparingTo(dollars("136.672"));
    }

    @Test
    void ofInterfaceEndpointsCountsTheZonesWhenSubnetsAreNotKnownYet() {
        String interfaces = "{'vpc_endpoint_type':'Interface'}";
        Plan first = PlanJson.of("module.network.aws_vpc_endpoint.interface", "'create'", NONE, interfaces);
        Plan later = PlanJson.of(
                "module.network.aws_vpc_endpoint.a",
                "'no-op'",
                "{'vpc_endpoint_type':'Interface','subnet_ids':['a','b']}",
                "{'vpc_endpoint_type':'Interface','subnet_ids':['a','b']}");

        assertThat(estimate(first).total().onDemand()).isEqualByComparingTo(dollars("24.09"));
        assertThat(estimate(later).total().onDemand()).isEqualByComparingTo(dollars("16.06"));
    }

    @Test
    void ofContainersOnFargateCountsProcessorsAndMemoryOfItsTasks() {
        String task = "{'cpu':'2048','memory':'4096'}";
        PlanJson service = new PlanJson()
                .change("module.containers.aws_ecs_task_definition.this", "'create'", NONE, task)
                .change(
                        "module.containers.aws_appautoscaling_target.this",
                        "'create'",
                        NONE,
                        "{'min_capacity':1,'max_capacity':3}");
        Plan fargate = service.change(
                        "module.containers.aws_ecs_service.this",
                        "'create'",
                        NONE,
                        "{'launch_type':'FARGATE','desired_count':1}")
                .plan();
        Plan ownServers =
                PlanJson.of("module.containers.aws_ecs_service.this", "'create'", NONE, "{'launch_type':'EC2'}");

        // 730 h of 2 processors and 4 GiB.
        assertThat(estimate(fargate).total().onDemand()).isEqualByComparingTo(dollars("72.0802"));
        assertThat(estimate(fargate).total().most()).isEqualByComparingTo(dollars("216.2406"));
        assertThat(estimate(ownServers).lines()).isEmpty();
        assertThat(estimate(ownServers).unknown()).isEmpty();
    }

    @Test
    void ofAWebFirewallCountsItsRules() {
        Plan plan = PlanJson.of(
                "module.edge.aws_wafv2_web_acl.this",
                "'create'",
                NONE,
                "{'rule':[{'name':'a','priority':0},{'name':'b','priority':1}]}");

        assertThat(estimate(plan).total().onDemand()).isEqualByComparingTo(dollars("7"));
    }

    @Test
    void saysWhatIsUnknownAndNeverCountsItAsNothing() {
        Plan plan = new PlanJson()
                .change("aws_instance.a", "'create'", NONE, "{'instance_type':'x9.huge'}")
                .change("aws_quantum_ledger.b", "'create'", NONE, "{}")
                .change("module.x.aws_autoscaling_group.c", "'create'", NONE, "{'min_size':1,'max_size':2}")
                .plan();

        assertThat(estimate(plan).total()).isEqualTo(Amounts.NOTHING);
        assertThat(estimate(plan).unknown())
                .containsExactly(
                        "billing of aws_quantum_ledger (aws_quantum_ledger.b)",
                        "ec2/x9.huge in eu-west-1",
                        "number and type of the servers of the Auto Scaling group (module.x.aws_autoscaling_group.c)",
                        "size of the volume (aws_instance.a)");
    }

    @Test
    void saysWhichReservedPriceIsNotKnown() {
        Plan plan = PlanJson.of(
                "module.database.aws_db_instance.this",
                "'create'",
                NONE,
                "{'instance_class':'db.t4g.medium','multi_az':true,'allocated_storage':20,'storage_type':'gp3'}");

        Estimate estimate = estimate(plan);

        assertThat(estimate.total().onDemand()).isEqualByComparingTo(dollars("107.28"));
        assertThat(estimate.total().reserved()).isEqualByComparingTo(dollars("107.28"));
        assertThat(estimate.unknown())
                .containsExactly("reserved price of rds/db.t4g.medium/multi-az in eu-west-1 (counted on demand)");
    }

    @Test
    void namesWhatIsBilledByUseAndLeavesOutWhatIsFreeOrGoes() {
        Plan plan = new PlanJson()
                .change("aws_s3_bucket.a", "'create'", NONE, "{}")
                .change("aws_s3_bucket_policy.a", "'create'", NONE, "{}")
                .change("aws_subnet.b", "'create'", NONE, "{}")
                .change("aws_ebs_volume.old", "'delete'", "{'size':100,'type':'gp3'}", NONE)
                .change("data.aws_ami.this", "'read'", NONE, "{}")
                .plan();

        Estimate estimate = estimate(plan);

        assertThat(estimate.byUse()).containsExactly("storage and requests of S3");
        assertThat(estimate.unknown()).isEmpty();
        assertThat(estimate.lines()).isEmpty();
    }

    @Test
    void ofAChangeIsTheDifferenceWithItsSign() {
        String large = "{'instance_type':'t3.large','root_block_device':[{'volume_size':10,'volume_type':'gp3'}]}";
        String medium = "{'instance_type':'t3.medium','root_block_device':[{'volume_size':10,'volume_type':'gp3'}]}";
        Plan plan = new PlanJson()
                .change("aws_instance.a", "'update'", medium, large)
                .change("aws_ebs_volume.b", "'update'", "{'size':20,'type':'gp3'}", "{'size':120,'type':'gp3'}")
                .plan();

        MonthlyChange change = MonthlyChange.of(plan, PRICES, SETTING);

        // 730 h of 0.0456 more, and 100 GiB of 0.088.
        assertThat(change.difference().onDemand()).isEqualByComparingTo(dollars("42.088"));
        assertThat(change.sentence())
                .isEqualTo("+$42.09/month (on demand, prices as of 2026-01-31, usage-based charges excluded)");
        assertThat(MonthlyChange.of(
                                PlanJson.of("aws_ebs_volume.b", "'delete'", "{'size':100,'type':'gp3'}", NONE),
                                PRICES,
                                SETTING)
                        .sentence())
                .startsWith("-$8.80/month");
    }

    @Test
    void ofAChangeNamesWhatIsNewlyUnknownAlone() {
        Plan plan = new PlanJson()
                .change("aws_instance.a", "'no-op'", "{'instance_type':'x9.old'}", "{'instance_type':'x9.old'}")
                .change("aws_elasticache_cluster.b", "'create'", NONE, "{'node_type':'cache.x9.new'}")
                .plan();

        assertThat(MonthlyChange.of(plan, PRICES, SETTING).unknown())
                .containsExactly("elasticache/cache.x9.new in eu-west-1");
    }

    @Test
    void ofARecordedPlanHasAFigureForEveryServerAndVolume() {
        Plan plan = PlanReader.read(Path.of("src/test/resources/plans/terraform-1.11-create.json"));

        Estimate estimate = Estimate.after(plan, PriceFile.builtIn(), SETTING);

        long priced = plan.changes().stream()
                .filter(change ->
                        change.type().equals("aws_ebs_volume") || change.type().equals("aws_instance"))
                .map(change -> change.address().text())
                .filter(address -> estimate.lines().stream()
                        .anyMatch(line -> line.address().equals(address)))
                .count();
        assertThat(priced).isEqualTo(4);
        assertThat(estimate.total().onDemand()).isPositive();
        assertThat(estimate.total().reserved()).isLessThan(estimate.total().onDemand());
    }
}
