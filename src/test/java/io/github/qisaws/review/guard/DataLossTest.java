package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule names a loss, what the user reads of it, and which resource is taken for a renamed one. */
class DataLossTest {
    private static final String VOLUME = "aws_ebs_volume.x";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete | DESTROYS_DATA
            delete,create | REPLACES_DATA
            create,delete | REPLACES_DATA
            forget | FORGETS_DATA
            create,forget | FORGETS_DATA
            destroy | UNKNOWN_ACTION
            """)
    void eachLossBlocksAndNamesTheAddressThatAllowsIt(String actions, RuleName rule) {
        Finding finding = Judged.only(PlanJson.of(VOLUME, actions(actions), "{'size':1}", "null"));
        assertThat(finding.rule()).isEqualTo(rule);
        assertThat(finding.blocks()).isTrue();
        assertThat(finding.subject()).isEqualTo(VOLUME);
        assertThat(finding.fix()).endsWith("--allow-destroy '" + VOLUME + "'.");
        assertThat(finding.words()).isNotEmpty();
    }

    @Test
    void whatHoldsNothingMayGo() {
        assertThat(Judged.rules(PlanJson.of("aws_route.x", "'delete'", "{}", "null")))
                .isEmpty();
    }

    @Test
    void theAttributesThatForceAReplacementAreNamedUpToThree() {
        Plan plan = new PlanJson()
                .change(
                        VOLUME,
                        "'delete','create'",
                        "{'iops':1,'snapshot_id':'s','throughput':1,'type':'a','zone':'a'}",
                        "{'iops':2,'snapshot_id':'t','throughput':2,'type':'b','zone':'a'}",
                        "{'replace_paths':[['iops'],['snapshot_id'],['throughput'],['type']]}")
                .plan();
        Finding finding = Judged.of(plan, RuleName.REPLACES_DATA).orElseThrow();
        assertThat(finding.words())
                .contains("iops", "snapshot_id", "throughput")
                .doesNotContain("zone");
        assertThat(finding.words()).doesNotContain(" type ");
    }

    @Test
    void aKnownReasonIsToldAndAnUnknownOneIsNot() {
        String silent = destroyed("");
        assertThat(destroyed("'action_reason':'delete_because_no_resource_config',"))
                .contains("configuration")
                .isNotEqualTo(silent);
        assertThat(destroyed("'action_reason':'a_reason_of_the_future',")).isEqualTo(silent);
        assertThat(silent).doesNotContain("because");
    }

    @Test
    void aDeposedObjectIsNotTakenForARenamedOne() {
        String both = """
                {"format_version":"1.2","resource_changes":[
                {"address":"module.a.aws_ebs_volume.x","type":"aws_ebs_volume","deposed":"0a1b2c3d",
                 "change":{"actions":["delete"],"before":{"size":1},"after":null}},
                {"address":"module.b.aws_ebs_volume.x","type":"aws_ebs_volume",
                 "change":{"actions":["create"],"before":null,"after":{"size":1}}}]}
                """;
        Finding finding = Judged.of(PlanJson.read(both), RuleName.DESTROYS_DATA).orElseThrow();
        assertThat(finding.subject()).contains("deposed 0a1b2c3d");
        assertThat(finding.words())
                .isNotEqualTo(Judged.of(
                                PlanJson.read(both.replace("\"deposed\":\"0a1b2c3d\",", "")),
                                RuleName.RENAMED_WITHOUT_MOVED)
                        .orElseThrow()
                        .words());
        String alone = Judged.only(Judged.with("'deposed':'0a1b2c3d',", VOLUME, "'delete'", "{'size':1}", "null"))
                .words();
        assertThat(alone).isNotEqualTo(destroyed("")).contains("earlier replacement");
    }

    @Test
    void aResourceThatOnlyWentToAnotherModuleIsProposedAsAMoveOfTheModule() {
        Finding finding = renamed("module.a.aws_ebs_volume.x", "module.b.aws_ebs_volume.x", "{'size':1}", "{'size':2}");
        assertThat(finding.rule()).isEqualTo(RuleName.RENAMED_WITHOUT_MOVED);
        assertThat(finding.fix()).contains("from = module.a ", "to = module.b ");
    }

    @ParameterizedTest
    @CsvSource({"aws_ebs_volume.x,module.b.aws_ebs_volume.x", "module.a.aws_ebs_volume.x,aws_ebs_volume.x"})
    void aMoveInOrOutOfAModuleNamesTheResources(String from, String to) {
        assertThat(renamed(from, to, "{'size':1}", "{'size':2}").fix())
                .contains("from = " + from + " ", "to = " + to + " ");
    }

    @Test
    void ofSeveralTheOneOfTheSameNameIsTakenBeforeTheOneThatIsAlike() {
        Plan plan = new PlanJson()
                .change("module.a.aws_ebs_volume.x", "'delete'", "{'size':1}", "null")
                .change("module.a.aws_ebs_volume.alike", "'create'", "null", "{'size':1}")
                .change("module.b.aws_ebs_volume.x", "'create'", "null", "{'size':2}")
                .plan();
        assertThat(Judged.of(plan, RuleName.RENAMED_WITHOUT_MOVED).orElseThrow().fix())
                .contains("to = module.b ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':2,'i':2,'j':2} | RENAMED_WITHOUT_MOVED
            {'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':2,'h':2,'i':2,'j':2} | DESTROYS_DATA
            {'a':1,'tags':{'x':'3','y':'3'}} | RENAMED_WITHOUT_MOVED
            {'a':2,'b':2,'tags':{'x':'1','y':'1','z':'1','u':'1','v':'1'}} | DESTROYS_DATA
            {'tags':{'x':'1'}} | DESTROYS_DATA
            {} | DESTROYS_DATA
            """)
    void sevenOfTenEqualAttributesMakeAnotherNameARenamedOne(String after, RuleName rule) {
        String before = "{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1,'j':1,"
                + "'tags':{'x':'1','y':'1','z':'1','u':'1','v':'1'}}";
        Finding finding = renamed("module.a.aws_ebs_volume.x", "module.a.aws_ebs_volume.y", before, after.strip());
        assertThat(finding.rule()).isEqualTo(rule);
        assertThat(finding.fix().contains("to = module.a.aws_ebs_volume.y "))
                .isEqualTo(rule == RuleName.RENAMED_WITHOUT_MOVED);
    }

    @Test
    void whatIsKnownOnlyAfterTheApplyIsNotCompared() {
        Plan plan = new PlanJson()
                .change("module.a.aws_ebs_volume.x", "'delete'", "{'size':1}", "null")
                .change(
                        "module.a.aws_ebs_volume.y",
                        "'create'",
                        "null",
                        "{'size':1}",
                        "{'after_unknown':{'id':true,'arn':true}}")
                .plan();
        assertThat(Judged.of(plan, RuleName.RENAMED_WITHOUT_MOVED)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"aws_ebs_snapshot,create", "aws_ebs_volume,no-op"})
    void anotherTypeAndWhatIsThereAlreadyAreNoTwin(String type, String action) {
        Plan plan = new PlanJson()
                .change("module.a.aws_ebs_volume.x", "'delete'", "{'size':1}", "null")
                .change("module.b." + type + ".x", "'" + action + "'", "{'size':1}", "{'size':1}")
                .plan();
        assertThat(Judged.rules(plan)).containsExactly(RuleName.DESTROYS_DATA);
    }

    private static Finding renamed(String from, String to, String before, String after) {
        return Judged.only(new PlanJson()
                .change(from, "'delete'", before, "null")
                .change(to, "'create'", "null", after)
                .plan());
    }

    private static String destroyed(String members) {
        return Judged.only(Judged.with(members, VOLUME, "'delete'", "{'size':1}", "null"))
                .words();
    }

    private static String actions(String names) {
        return "'" + names.replace(",", "','") + "'";
    }
}
