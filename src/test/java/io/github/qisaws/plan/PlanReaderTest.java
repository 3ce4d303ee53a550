package io.github.qisaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.qisaws.PlanJson;
import io.github.qisaws.Recordings;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.text.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {
    @Test
    void aRecordedPlanIsReadWhole() {
        Plan plan = Recordings.plan("terraform-1.11-dangerous");
        assertThat(plan.header()).isEqualTo(new Plan.Header("1.2", "1.11.4", false, true, true, 0, List.of()));
        assertThat(plan.changes()).hasSize(30);
        assertThat(plan.changes().stream().filter(change -> change.action() == Action.REPLACE))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "0.2", "", "10.1", "1"})
    void anotherMajorFormatIsBlocked(String version) {
        assertThatThrownBy(() -> PlanJson.read("{\"format_version\":\"" + version + "\",\"resource_changes\":[]}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.BLOCKED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "[]",
                "{\"format_version\":\"1.2\"}",
                "{\"resource_changes\":[]}",
                "{\"format_version\":\"1.0\",\"values\":{\"hunter2\":1}}",
                "{\"format_version\":\"1.2\",\"resource_changes\":[",
                "{\"format_version\":\"1.2\",\"resource_changes\":{}}",
                "{\"format_version\":\"1.2\",\"resource_changes\":[]} hunter2",
                "{\"format_version\":\"1.2\",\"resource_changes\":[],\"resource_changes\":[]}",
                "{\"format_version\":\"1.2\",\"resource_changes\":[{}]}",
                "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"a.b\",\"address\":\"c.d\"}]}",
                "{\"format_version\":\"1.2\",\"resource_changes\":[],\"planned_values\":{\"a\":1,\"a\":2}}",
                "{\"format_version\":\"1.2\",\"resource_changes\":[hunter2]}",
                "{\"format_version\":\"1.2\",\"errored\":\"hunter2\"}",
                "{\"format_version\":1.2,\"resource_changes\":[5]}"
            })
    void whatIsNoPlanIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> PlanJson.read(text))
                .isInstanceOf(ProblemException.class)
                .hasNoCause()
                .message()
                .contains("not a plan")
                .doesNotContain("hunter2");
    }

    @Test
    void movedImportedAndDeposedAreKept() {
        assertThat(Recordings.plan("terraform-1.11-moved").changes())
                .filteredOn(change -> change.origin().previousAddress().isPresent())
                .hasSize(9)
                .allSatisfy(change -> assertThat(change.address().component()).isEqualTo("data"));
        assertThat(Recordings.plan("terraform-1.11-imported").changes())
                .filteredOn(change -> change.origin().importId().isPresent())
                .extracting(change -> change.address().text())
                .containsExactly("aws_s3_bucket.elsewhere");
        Plan deposed = PlanJson.read(
                "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"aws_x.y\",\"type\":\"aws_x\","
                        + "\"deposed\":\"00c0ffee\",\"change\":{\"actions\":[\"delete\"]}}]}");
        assertThat(deposed.changes().get(0).name()).isEqualTo("aws_x.y (deposed 00c0ffee)");
    }

    @ParameterizedTest
    @CsvSource({
        "aws_x.y, '', aws_x.y, ''",
        "module.a.aws_x.y[0], a, aws_x.y, [0]",
        "'module.a[\"b.c\"].module.d.aws_x.y[\"e.f\"]', a, module.d.aws_x.y, '[\"e.f\"]'",
        "'module.a.data.aws_x.y[\"q\\\"].z\"]', a, data.aws_x.y, '[\"q\\\"].z\"]'",
        "module.module.aws_x.module, module, aws_x.module, ''",
    })
    void addressesAreTakenApart(String text, String component, String inside, String key) {
        Address address = Address.parse(text);
        assertThat(address.component()).isEqualTo(component);
        assertThat(address.insideComponent()).isEqualTo(inside);
        assertThat(address.key()).isEqualTo(key);
    }

    @Test
    void terraformsMarksHideValuesAtEveryDepth() {
        Plan plan = new PlanJson()
                .change(
                        "aws_x.y",
                        "'update'",
                        "{'a':'hunter2','b':{'c':['x','hunter2']},'d':{'e':'hunter2'},'f':'now hidden hunter2','g':'hunter2'}",
                        "{'a':'hunter3','b':{'c':['x','hunter3']},'d':{'e':'hunter2'},'f':'now hidden hunter2','g':null}",
                        "{'before_sensitive':{'a':true,'b':{'c':[false,true]},'d':true,'g':true},"
                                + "'after_sensitive':{'a':true,'b':{'c':[false,true]},'d':true,'f':true}}")
                .plan();
        assertThat(plan.toString()).doesNotContain("hunter");
        assertThat(plan.changes().get(0).changed())
                .extracting(Attribute::path, each -> each.before().isHidden(), each -> each.after()
                        .isHidden())
                .containsExactly(tuple("a", true, true), tuple("b.c[1]", true, true), tuple("g", true, false));
    }

    @Test
    void aResourceThatIsSensitiveAsAWholeShowsNothing() {
        Plan plan = new PlanJson()
                .change("aws_x.y", "'create'", "null", "{'a':'hunter2'}", "{'after_sensitive':true}")
                .plan();
        assertThat(plan.toString()).doesNotContain("hunter");
    }

    @Test
    void whatIsKnownAfterTheApplyIsSaidToBe() {
        Plan plan = new PlanJson()
                .change(
                        "aws_x.y",
                        "'update'",
                        "{'id':'i','tags':{'a':'b'},'list':[{'x':1}]}",
                        "{'list':[{}]}",
                        "{'after_unknown':{'id':true,'tags':true,'list':[{'x':true}]}}")
                .plan();
        assertThat(plan.changes().get(0).attributes())
                .allMatch(each -> each.after().isUnknown() && each.changed())
                .extracting(Attribute::path)
                .containsExactly("id", "tags.a", "list[0].x");
    }

    @Test
    void anElementTakenOutOfAListIsTheOnlyDifference() {
        Plan plan = PlanJson.of(
                "aws_x.y", "'update'", "{'l':['a','b','c'],'m':[{'p':1},{'p':2}]}", "{'l':['b','c'],'m':[{'p':2}]}");
        assertThat(plan.changes().get(0).changed())
                .extracting(Attribute::path, each -> each.before().text(), each -> each.after()
                        .isAbsent())
                .containsExactly(tuple("l[0]", "a", true), tuple("m[0].p", "1", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----",
                "postgresql://qis:hunter2@db:5432/x",
                "export DB_PASSWORD=hunter2",
                "{\"secret_key\": \"hunter2\"}",
                "Authorization: Bearer hunter2hunter2",
                "eyJhbGciOi.eyJzdWIi.hunter2",
                "glpat-hunter2hunter2",
                "api-key: 'hunter2'",
                "{\\\"password\\\":\\\"hunter2\\\"}"
            })
    void whatLooksLikeASecretIsHiddenUnmarked(String text) {
        assertThat(Secrets.mask(text)).doesNotContain("hunter2").contains("(hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:secretsmanager:eu-west-1:1:secret:qis-demo", "QIS_SECRET_ID=qis-demo",
                        "https://example.com/a:b@c",
                "secretsmanager:GetSecretValue", "http_tokens", "nfs:data.demo.qis.internal:/"
            })
    void whatIsNoSecretStaysReadable(String text) {
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }

    @Test
    void anAttributeNamedLikeASecretIsHiddenAndEncodedUserDataIsReadAndMasked() {
        String encoded =
                Base64.getEncoder().encodeToString("#!/bin/sh\nPASSWORD=hunter2\n".getBytes(StandardCharsets.UTF_8));
        Plan plan = PlanJson.of(
                "aws_x.y",
                "'create'",
                "null",
                "{'master_password':'hunter2','manage_master_user_password':true,'user_data':'" + encoded
                        + "','other':'" + encoded + "'}");
        Change change = plan.changes().get(0);
        assertThat(change.after("master_password").isHidden()).isTrue();
        assertThat(change.after("manage_master_user_password").text()).isEqualTo("true");
        assertThat(List.of(
                        change.after("user_data").text(), change.after("other").text()))
                .allMatch(text -> text.equals("#!/bin/sh\nPASSWORD=(hidden)\n"));
    }

    @Test
    void anEndlessValueIsCutAndSaysSo() {
        Plan plan = PlanJson.of("aws_x.y", "'create'", "null", "{'a':'" + "ab c".repeat(100_000) + "'}");
        assertThat(plan.changes().get(0).after("a").text())
                .hasSizeLessThan(66_000)
                .endsWith("more characters)");
    }
}
