package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.terraform.Diagnostic;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Event.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is adopted, from the journal, the tags and one plan after the other. */
class ImportSearchTest {
    private static final String VPC = "module.network.aws_vpc.this";
    private static final String ROLE = "module.web-tier.aws_iam_role.this";
    private static final String ROUTE = "module.network.aws_route.public";

    private static final String SERVER = "module.web-tier.aws_instance.full_time[0]";
    private static final String RECORD = "module.load-balancer.aws_route53_record.alias";
    private static final String NAMED = "\"zone_id\": \"Z1\", \"name\": \"qis.example.com\", \"type\": \"A\"";

    @TempDir
    Path folder;

    @Test
    void whatTheJournalOrTheTagsTellIsAdoptedButForWhatTheStateKnows() {
        ImportSearch adoption = adoption(run(VPC, "vpc-1"));
        adoption.begin(
                state("module.network", "aws_subnet", "public", "\"eu-west-1a\"", "subnet-1"),
                List.of(
                        new Tagged("module.network.aws_subnet.public[\"eu-west-1a\"]", "subnet-1"),
                        new Tagged("module.network.aws_subnet.public[\"eu-west-1b\"]", "subnet-2")));
        assertThat(imports(adoption))
                .containsExactly(VPC + " vpc-1", "module.network.aws_subnet.public[\"eu-west-1b\"] subnet-2");
    }

    @Test
    void theJournalHasTheFirstWordAndTheOtherIsNamed() {
        ImportSearch adoption = adoption(run(VPC, "vpc-1"));
        adoption.begin(state(), List.of(new Tagged(VPC, "vpc-1"), new Tagged(VPC, "vpc-2")));
        assertThat(imports(adoption)).containsExactly(VPC + " vpc-1");
        assertThat(adoption.imports().others()).containsExactly(new Tagged(VPC, "vpc-2"));
    }

    @Test
    void tagsThatAreListedLateAreSomethingNewOnce() {
        ImportSearch adoption = adoption(run(VPC, "vpc-1"));
        Tagged late = new Tagged("module.data.aws_kms_key.this", "1234");
        assertThat(adoption.begin(state(), List.of(new Tagged(VPC, "vpc-1")))).isTrue();
        assertThat(adoption.begin(state(), List.of(new Tagged(VPC, "vpc-1")))).isFalse();
        assertThat(adoption.begin(state(), List.of(new Tagged(VPC, "vpc-1"), late)))
                .isTrue();
        assertThat(imports(adoption)).containsExactly(VPC + " vpc-1", "module.data.aws_kms_key.this 1234");
    }

    @Test
    void aReplacementThatWasCutShortAfterTheOldOneWasDestroyedIsOutdated() {
        ImportSearch adoption = adoption();
        adoption.begin(
                state("module.web-tier", "aws_instance", "full_time", "0", "i-1"), List.of(new Tagged(SERVER, "i-2")));
        assertThat(adoption.learn(plan(creation(SERVER, "\"instance_type\": \"t3.medium\""))))
                .isFalse();
        assertThat(adoption.outdated()).containsExactly(SERVER);
        assertThat(adoption.imports().isEmpty())
                .as("the engine imports nothing to what the state knows")
                .isTrue();
    }

    @Test
    void aReplacementThatWasCutShortBeforeTheOldOneWasDestroyedIsOutdatedByTheJournalOnly() {
        Known known = state("module.web-tier", "aws_instance", "full_time", "0", "i-1");
        Plan again = plan(creation(SERVER, "\"instance_type\": \"t3.medium\"")
                .replace("[\"create\"]", "[\"create\", \"delete\"]"));
        ImportSearch begun = adoption(run(SERVER, "i-2"));
        begun.begin(known, List.of());
        begun.learn(again);
        assertThat(begun.outdated()).containsExactly(SERVER);
        ImportSearch unknown = adoption();
        unknown.begin(known, List.of(new Tagged(SERVER, "i-2")));
        unknown.learn(again);
        assertThat(unknown.outdated())
                .as("the other may be what an earlier replacement destroyed")
                .isEmpty();
        assertThat(Replaced.aside(SERVER, known)).isEqualTo("module.web-tier.aws_instance.full_time_replaced[0]");
    }

    @Test
    void whatWasSetAsideIsNotTakenForItsSuccessor() {
        ImportSearch adoption = adoption();
        adoption.begin(
                state("module.web-tier", "aws_instance", "full_time_replaced", "0", "i-1"),
                List.of(new Tagged(SERVER, "i-1"), new Tagged(SERVER, "i-2")));
        assertThat(imports(adoption)).containsExactly(SERVER + " i-2");
    }

    @Test
    void aResourceOfAnotherTypeWithTheSameIdIsAnother() {
        ImportSearch adoption = adoption(run(ROLE, "qis-web-demo"));
        adoption.begin(state("module.web-tier", "aws_iam_instance_profile", "this", "0", "qis-web-demo"), List.of());
        assertThat(imports(adoption)).containsExactly(ROLE + " qis-web-demo");
    }

    @Test
    void whatSomebodyDeletedByHandIsNotOutdated() {
        ImportSearch adoption = adoption();
        adoption.begin(state("module.web-tier", "aws_iam_role", "this", "0", "qis-web-demo"), List.of());
        String role = "module.web-tier.aws_iam_role.this[0]";
        assertThat(adoption.learn(plan(creation(role, "\"name\": \"qis-web-demo\""))))
                .isFalse();
        assertThat(adoption.outdated()).isEmpty();
    }

    @Test
    void aChildIsLookedForAsSoonAsItsParentIsKnown() {
        ImportSearch adoption = adoption();
        String child = "\"route_table_id\": \"rtb-1\", \"destination_cidr_block\": \"0.0.0.0/0\"";
        assertThat(adoption.learn(plan(creation(ROUTE, "\"destination_cidr_block\": \"0.0.0.0/0\""))))
                .isFalse();
        assertThat(adoption.learn(plan(creation(ROUTE, child)))).isTrue();
        assertThat(imports(adoption)).containsExactly(ROUTE + " rtb-1_0.0.0.0/0");
        assertThat(adoption.learn(plan(creation(ROUTE, child))))
                .as("nothing new the second time")
                .isFalse();
    }

    @Test
    void aNameThatSomebodyElseUsesIsLeftAlone() {
        ImportSearch adoption = adoption();
        assertThat(adoption.learn(plan(creation(ROLE, "\"name\": \"qis-web-demo\""))))
                .isTrue();
        assertThat(adoption.learn(plan(imported(ROLE, "\"name\": \"qis-web-demo\", \"tags\": {}"))))
                .isTrue();
        assertThat(adoption.imports().isEmpty()).isTrue();
        assertThat(adoption.learn(plan(creation(ROLE, "\"name\": \"qis-web-demo\""))))
                .as("not tried again")
                .isFalse();
    }

    @Test
    void aNameIsOursByItsTagOrByTheJournal() {
        String tagged = "\"name\": \"qis-web-demo\", \"tags\": {\"qis-aws:environment\": \"demo\"}";
        for (ImportSearch adoption : List.of(adoption(), adoption(begun(ROLE)))) {
            assertThat(adoption.learn(plan(creation(ROLE, "\"name\": \"qis-web-demo\""))))
                    .isTrue();
            assertThat(adoption.learn(plan(imported(ROLE, adoption.imports().isEmpty() ? "" : tagged))))
                    .isFalse();
            assertThat(imports(adoption)).containsExactly(ROLE + " qis-web-demo");
        }
        ImportSearch untagged = adoption(begun(ROLE));
        untagged.learn(plan(creation(ROLE, "\"name\": \"qis-web-demo\"")));
        assertThat(untagged.learn(plan(imported(ROLE, "\"name\": \"qis-web-demo\", \"tags\": {}"))))
                .isFalse();
    }

    @Test
    void whatHangsOnSomebodyElsesRoleIsLeftAloneToo() {
        String inline = "module.web-tier.aws_iam_role_policy.this";
        String attached = "module.web-tier.aws_iam_role_policy_attachment.ssm";
        String group = "module.web-tier.aws_autoscaling_policy.cpu";
        String own = creation(inline, "\"role\": \"qis-web-demo\", \"name\": \"logs\"");
        String other = creation(attached, "\"role\": \"qis-web-demo\", \"policy_arn\": \"arn:aws:iam::aws:policy/x\"");
        ImportSearch adoption = adoption();
        adoption.learn(plan(creation(ROLE, "\"name\": \"qis-web-demo\"")
                + "," + own + ","
                + creation(group, "\"autoscaling_group_name\": \"qis-web-demo\", \"name\": \"cpu\"")));
        assertThat(adoption.imports().addresses()).containsExactlyInAnyOrder(ROLE, inline, group);
        assertThat(adoption.learn(plan(imported(ROLE, "\"tags\": {}", "qis-web-demo"))))
                .isTrue();
        assertThat(adoption.imports().addresses()).containsExactly(group);
        assertThat(adoption.learn(plan(own + "," + other)))
                .as("nor what is found of it later")
                .isFalse();
    }

    @Test
    void besideSomebodyElsesRoleOurOwnIsStillFound() {
        String own = "module.network.aws_iam_role.logs";
        ImportSearch adoption = adoption();
        adoption.learn(plan(creation(ROLE, "\"name\": \"qis-web-demo\"")));
        adoption.learn(plan(imported(ROLE, "\"tags\": {}", "qis-web-demo")));
        assertThat(adoption.learn(plan(creation(own, "\"name\": \"qis-logs-demo\""))))
                .isTrue();
        assertThat(imports(adoption)).containsExactly(own + " qis-logs-demo");
    }

    @Test
    void aRecordThatPointsElsewhereIsLeftAlone() {
        ImportSearch adoption = adoption();
        assertThat(adoption.learn(plan(creation(RECORD, NAMED)))).isTrue();
        assertThat(imports(adoption)).containsExactly(RECORD + " Z1_qis.example.com_A");
        assertThat(adoption.learn(plan(repointed(RECORD)))).isTrue();
        assertThat(adoption.imports().isEmpty()).isTrue();
        assertThat(adoption.learn(plan(creation(RECORD, NAMED))))
                .as("not tried again")
                .isFalse();
    }

    @Test
    void aRecordIsOursIfItIsAsPlannedOrByTheJournalOrInOurOwnZone() {
        ImportSearch same = adoption();
        same.learn(plan(creation(RECORD, NAMED)));
        assertThat(same.learn(plan(imported(RECORD, NAMED)))).isFalse();
        ImportSearch zone = adoption();
        zone.begin(state("module.data-server", "aws_route53_zone", "this", "0", "Z1"), List.of());
        for (ImportSearch adoption : List.of(adoption(begun(RECORD)), zone)) {
            adoption.learn(plan(creation(RECORD, NAMED)));
            assertThat(adoption.learn(plan(repointed(RECORD)))).isFalse();
            assertThat(imports(adoption)).containsExactly(RECORD + " Z1_qis.example.com_A");
        }
    }

    @Test
    void aGroupTellsItsTagsInItsOwnWay() {
        String group = "module.web-tier.aws_autoscaling_group.this";
        ImportSearch adoption = adoption();
        adoption.learn(plan(creation(group, "\"name\": \"qis-web-demo\"")));
        assertThat(adoption.learn(plan(imported(
                        group,
                        "\"tag\": [{\"key\": \"qis-aws:environment\", \"value\": \"demo\","
                                + " \"propagate_at_launch\": true}]"))))
                .isFalse();
        assertThat(adoption.imports().addresses()).containsExactly(group);
    }

    @Test
    void whatTheStateHasNowIsNoLongerOutdated() {
        Known old = state("module.web-tier", "aws_instance", "full_time", "0", "i-1");
        ImportSearch adoption = adoption();
        Plan again = plan(creation(SERVER, "\"instance_type\": \"t3.medium\""));
        adoption.begin(old, List.of(new Tagged(SERVER, "i-2")));
        adoption.learn(again);
        assertThat(adoption.outdated()).containsExactly(SERVER);
        adoption.learn(plan(imported("module.network.aws_vpc.this", "")));
        assertThat(adoption.outdated()).as("by the last plan").isEmpty();
        adoption.begin(state("module.web-tier", "aws_instance", "full_time", "0", "i-2"), List.of());
        adoption.learn(again);
        assertThat(adoption.outdated()).as("by the last state").isEmpty();
    }

    @Test
    void aResourceOfTheRunThatWasDeletedAndMadeAgainUnderItsNameIsOutdated() {
        ImportSearch adoption = adoption(begun(ROLE + "[0]"));
        adoption.begin(state("module.web-tier", "aws_iam_role", "this", "0", "qis-web-demo"), List.of());
        adoption.learn(plan(creation(ROLE + "[0]", "\"name\": \"qis-web-demo\"")));
        assertThat(adoption.outdated()).containsExactly(ROLE + "[0]");
        ImportSearch unnamed = adoption(begun(ROLE + "[0]"));
        unnamed.begin(state("module.web-tier", "aws_iam_role", "this", "0", "qis-web-demo"), List.of());
        unnamed.learn(plan(creation(ROLE + "[0]", "\"name_prefix\": \"qis\"")));
        assertThat(unnamed.outdated()).as("nothing to import in its place").isEmpty();
    }

    @Test
    void onlyRunsThatMadeItVouchForAName() {
        ImportSearch adoption = adoption(begun(VPC));
        adoption.learn(plan(creation(ROLE, "\"name\": \"qis-web-demo\"")));
        assertThat(adoption.learn(plan(imported(ROLE, "\"name\": \"qis-web-demo\", \"tags\": {}"))))
                .isTrue();
        assertThat(adoption.imports().isEmpty()).isTrue();
    }

    @Test
    void theTagOfAnotherEnvironmentIsNotOurs() {
        String group = "module.web-tier.aws_autoscaling_group.this";
        for (String tag : List.of(
                "\"tags\": {\"qis-aws:environment\": \"other\"}",
                "\"tag\": [{\"key\": \"qis-aws:environment\", \"value\": \"other\"}]",
                "\"tag\": [{\"key\": \"owner\", \"value\": \"demo\"}]")) {
            ImportSearch adoption = adoption();
            adoption.learn(plan(creation(group, "\"name\": \"qis-web-demo\"")));
            assertThat(adoption.learn(plan(imported(group, tag)))).as(tag).isTrue();
            assertThat(adoption.imports().isEmpty()).as(tag).isTrue();
        }
    }

    @Test
    void aResourceWithoutANameIsLookedUpInTheAccountByItsPlannedValues() {
        ImportSearch adoption = new ImportSearch("demo", List.of(), (type, planned) -> planned.apply("cidr_block")
                .filter("10.0.0.0/16"::equals)
                .filter(cidr -> planned.apply("tags").isEmpty())
                .map(cidr -> type + "-1"));
        assertThat(adoption.learn(plan(creation(VPC, "\"cidr_block\": \"10.0.0.0/16\", \"tags\": {\"a\": \"b\"}"))))
                .isTrue();
        assertThat(imports(adoption)).containsExactly(VPC + " aws_vpc-1");
    }

    @Test
    void aFailedPlanSaysWhetherAnotherCanHelp() {
        ImportSearch adoption = adoption(run(VPC, "vpc-1"));
        adoption.begin(state(), List.of());
        assertThat(adoption.learn(List.of(error("no connection")))).isFalse();
        assertThat(adoption.learn(List.of(error("Cannot import non-existent remote object \"" + VPC + "\""))))
                .isTrue();
        assertThat(adoption.imports().isEmpty()).isTrue();
    }

    private static Diagnostic error(String summary) {
        return new Diagnostic(Diagnostic.Severity.ERROR, summary, "", "", Optional.empty(), Optional.empty());
    }

    private ImportSearch adoption(Run... runs) {
        return new ImportSearch("demo", List.of(runs), (type, planned) -> Optional.empty());
    }

    private static List<String> imports(ImportSearch adoption) {
        return json(adoption.imports().file()).path("import").findValuesAsText("to").stream()
                .map(to -> to + " " + id(adoption, to))
                .toList();
    }

    private static String id(ImportSearch adoption, String address) {
        for (JsonNode block : json(adoption.imports().file()).path("import")) {
            if (block.path("to").asText().equals(address)) {
                return block.path("id").asText();
            }
        }
        return "";
    }

    private static Known state(String... one) {
        String resource = one.length == 0 ? "" : """
                {"module": "%s", "mode": "managed", "type": "%s", "name": "%s",
                 "instances": [{"index_key": %s, "attributes": {"id": "%s"}}]}""".formatted((Object[]) one);
        return Known.of(json("{\"resources\": [" + resource + "]}"));
    }

    private Run run(String address, String id) {
        return journal(step(Stage.APPLY_START, address, ""), step(Stage.APPLY_COMPLETE, address, id));
    }

    private Run begun(String address) {
        return journal(step(Stage.APPLY_START, address, ""));
    }

    private Run journal(Event... events) {
        Path file = folder.resolve("journal.jsonl");
        try (Journal journal = Journal.begin(file, "NORMAL", "plan")) {
            List.of(events).forEach(journal);
        }
        List<Run> runs = Run.readAll(file);
        return runs.get(runs.size() - 1);
    }

    private static Event step(Stage stage, String address, String id) {
        return new Event.Step(stage, new Event.Resource(address, "", "", ""), "create", id, 0);
    }

    private Plan plan(String change) {
        try {
            return PlanReader.read(Files.writeString(
                    folder.resolve("plan.json"),
                    "{\"format_version\": \"1.2\", \"terraform_version\": \"1.11.4\", \"resource_changes\": [" + change
                            + "]}"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String creation(String address, String after) {
        return change(address, "\"actions\": [\"create\"], \"before\": null, \"after\": {" + after + "}");
    }

    private static String imported(String address, String before) {
        return imported(address, before, "x");
    }

    private static String imported(String address, String before, String id) {
        return change(
                address,
                "\"actions\": [\"no-op\"], \"before\": {" + before + "}, \"after\": {" + before
                        + "}, \"importing\": {\"id\": \"" + id + "\"}");
    }

    private static String repointed(String address) {
        return change(
                address,
                "\"actions\": [\"update\"], \"before\": {" + NAMED + ", \"records\": [\"192.0.2.1\"]}, \"after\": {"
                        + NAMED + ", \"records\": [\"192.0.2.9\"]}, \"importing\": {\"id\": \"x\"}");
    }

    private static String change(String address, String change) {
        String type = address.split("\\.", -1)[2];
        return "{\"address\": \"" + address + "\", \"mode\": \"managed\", \"type\": \"" + type + "\", \"change\": {"
                + change + "}}";
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
