package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which changes of a policy document broaden what it allows. */
class PermissionsTest {
    private static final String ROLE = "aws_iam_role_policy.web";
    private static final String READ = allow("'s3:GetObject'", "'a'", "");

    @Test
    void upToFourNewPermissionsAreNamedAndTheRestIsCounted() {
        assertThat(grown(4)).contains("s3:A1 on a", "s3:A4 on a").doesNotContain("more");
        assertThat(grown(6)).contains("s3:A4 on a", "2 more").doesNotContain("s3:A5");
    }

    private static String grown(int actions) {
        String all = IntStream.rangeClosed(1, actions)
                .mapToObj(number -> "'s3:A" + number + "'")
                .collect(Collectors.joining(",", "[", "]"));
        return only(update(document(READ), document(READ, allow(all, "'a'", ""))))
                .words();
    }

    @Test
    void anUnchangedStatementIsNotJudgedAgain() {
        String sweeping = allow("'*'", "'*'", "");
        assertThat(Judged.rules(update(document(sweeping), document(sweeping, allow("'s3:GetObject'", "'a'", "")))))
                .containsExactly(RuleName.IAM_BROADENED);
        assertThat(only(update(document(sweeping), document(sweeping, READ))).level())
                .isEqualTo(Level.WARN);
    }

    @Test
    void whoIsAllowedCountsToo() {
        String ann = allow("'s3:GetObject'", "'a'", ",'Principal':{'AWS':'ann'}");
        String both = allow("'s3:GetObject'", "'a'", ",'Principal':{'AWS':['ann','bob']}");
        assertThat(only(bucket(document(ann), document(both))).words())
                .contains("s3:GetObject for bob")
                .doesNotContain("ann");
        assertThat(Judged.rules(bucket(document(both), document(ann)))).isEmpty();
    }

    @Test
    void aNewPermissionIsToldWithItsCondition() {
        String condition = ",'Condition':{'Bool':{'x':'y'}}";
        assertThat(only(update(document(READ), document(READ, allow("'s3:PutObject'", "'a'", condition))))
                        .words())
                .contains("condition");
        assertThat(only(update(document(READ), document(READ, allow("'s3:PutObject'", "'a'", ""))))
                        .words())
                .doesNotContain("condition");
    }

    @Test
    void aDenialIsNoGrant() {
        String denial = "{'Effect':'Deny','Action':'s3:*','Resource':'b'}";
        assertThat(Judged.rules(update(document(READ), document(READ, denial)))).isEmpty();
        Finding finding = only(update(document(READ, denial), document(READ)));
        assertThat(finding.words()).contains("s3:*");
    }

    @Test
    void everythingOfAServiceOnEveryResourceIsSweepingButNotEverything() {
        assertThat(level(document(allow("'s3:*'", "'*'", "")))).isEqualTo(Level.WARN);
        assertThat(level(document(allow("'*'", "'*'", "")))).isEqualTo(Level.BLOCK);
        assertThat(level(document("{'Effect':'Allow','Action':'*','NotResource':'a'}")))
                .isEqualTo(Level.BLOCK);
        assertThat(Judged.rules(create(document(allow("'s3:*'", "'a'", ""))))).isEmpty();
        assertThat(Judged.rules(create(document(allow("'s3:GetObject'", "'*'", "")))))
                .isEmpty();
    }

    @Test
    void everybodyButOneIsEverybody() {
        String statement = "{'Effect':'Allow','Action':'s3:GetObject','Resource':'a','NotPrincipal':{'AWS':'ann'}}";
        Finding finding = Judged.only(PlanJson.of(
                "aws_s3_bucket_policy.b", "'create'", "null", "{'policy':" + quoted(document(statement)) + "}"));
        assertThat(finding.rule()).isEqualTo(RuleName.PUBLIC_STORAGE);
        assertThat(finding.blocks()).isTrue();
    }

    @Test
    void everybodyUnderAConditionIsNotEverybody() {
        assertThat(Judged.rules(everybody("{'StringEquals':{'aws:PrincipalOrgID':'o-1'}}")))
                .isEmpty();
        assertThat(Judged.rules(everybody("{'IpAddress':{'aws:SourceIp':['192.0.2.0/24']}}")))
                .isEmpty();
    }

    /** AWS calls such a bucket public (S3 User Guide, "The meaning of public"). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Bool':{'aws:SecureTransport':'true'}}",
                "{'IpAddress':{'aws:SourceIp':'0.0.0.0/0'}}",
                "{'IpAddress':{'aws:SourceIp':['192.0.2.0/24','::/0']}}",
                "{'StringLike':{'aws:PrincipalArn':'*'}}",
                "{'ArnLike':{'aws:SourceArn':'arn:aws:*:*:*:*'}}",
                "{'StringNotEquals':{'aws:UserAgent':'x'}}",
                "{'StringEqualsIfExists':{'aws:PrincipalOrgID':'o-1'}}"
            })
    void aConditionThatAnybodyMeetsLimitsNothing(String condition) {
        assertThat(Judged.rules(everybody(condition))).containsExactly(RuleName.PUBLIC_STORAGE);
    }

    private static Plan everybody(String condition) {
        String statement = allow("'s3:GetObject'", "'a'", ",'Principal':'*','Condition':" + condition);
        return PlanJson.of(
                "aws_s3_bucket_policy.b", "'create'", "null", "{'policy':" + quoted(document(statement)) + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'version':'2012-10-17','statement':[{'effect':'Allow','action':'*','resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Action':'**','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Action':'*:*','Resource':'arn:aws:*'}]}",
                "{'Statement':[{'Effect':'Allow','Action':'?*','Resource':'arn:aws:*:*:*:*'}]}",
                "{'Statement':[{'Effect':'Allow','NotAction':['s3:X'],'Resource':'arn:*'}]}"
            })
    void allActionsOnAllResourcesBlockHoweverTheyAreWritten(String document) {
        assertThat(Judged.findings(update(document(READ), document)))
                .anyMatch(finding -> finding.rule() == RuleName.IAM_BROADENED && finding.blocks());
    }

    @Test
    void aDocumentIsRecognizedByItsContent() {
        String statement = allow("'*'", "'*'", ",'Principal':'*'");
        assertThat(Judged.rules(PlanJson.of(
                        "aws_cloudwatch_log_destination_policy.x",
                        "'create'",
                        "null",
                        "{'access_policy':" + quoted(document(statement)) + "}")))
                .containsExactly(RuleName.IAM_BROADENED);
    }

    @ParameterizedTest
    @CsvSource({"'',true", "'repo:*',true", "'repo:acme/qis:*',false"})
    void aFederatedRoleNeedsASubject(String subject, boolean found) {
        String condition = subject.isEmpty()
                ? ""
                : ",'Condition':{'StringLike':{'token.actions.githubusercontent.com:sub':'" + subject + "'}}";
        String statement = "{'Effect':'Allow','Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Federated':"
                + "'arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com'}" + condition + "}";
        assertThat(Judged.rules(PlanJson.of(
                        "aws_iam_role.r",
                        "'create'",
                        "null",
                        "{'assume_role_policy':" + quoted(document(statement)) + "}")))
                .hasSize(found ? 1 : 0);
    }

    @Test
    void aRoleThatEverybodyMayTakeIsNoStorage() {
        String statement = "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':'*'}";
        assertThat(Judged.rules(PlanJson.of(
                        "aws_iam_role.r",
                        "'create'",
                        "null",
                        "{'assume_role_policy':" + quoted(document(statement)) + "}")))
                .containsExactly(RuleName.IAM_BROADENED);
    }

    @Test
    void aDocumentThatIsKnownOnlyAfterTheApplyIsAnnouncedIfThereWasOne() {
        String unknown = "{'after_unknown':{'policy':true}}";
        Plan changed = new PlanJson()
                .change(ROLE, "'update'", "{'policy':" + quoted(document(READ)) + "}", "{}", unknown)
                .plan();
        assertThat(only(changed).level()).isEqualTo(Level.WARN);
        Plan created =
                new PlanJson().change(ROLE, "'create'", "null", "{}", unknown).plan();
        assertThat(only(created).level()).isEqualTo(Level.WARN);
    }

    @Test
    void aTextThatIsNoDocumentAllowsNothingAndIsAnnounced() {
        assertThat(PolicyDocument.parse("{ no JSON").statements()).isEmpty();
        assertThat(only(PlanJson.of(ROLE, "'create'", "null", "{'policy':'no JSON'}"))
                        .level())
                .isEqualTo(Level.WARN);
        assertThat(Judged.rules(PlanJson.of(ROLE, "'create'", "null", "{'policy':''}")))
                .isEmpty();
        assertThat(Judged.rules(PlanJson.of("acme_thing.x", "'create'", "null", "{'policy':'strict'}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "policy_arn,arn:aws:iam::aws:policy/PowerUserAccess,true",
        "policy_arn,arn:aws:iam::aws:policy/AmazonS3FullAccess,true",
        "policy_arn,arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore,false",
        "description,arn:aws:iam::aws:policy/AdministratorAccess,false"
    })
    void aMightyPolicyOfAwsBlocks(String attribute, String value, boolean blocks) {
        Plan plan = PlanJson.of(
                "aws_iam_role_policy_attachment.a", "'create'", "null", "{'" + attribute + "':'" + value + "'}");
        assertThat(Judged.findings(plan).stream().anyMatch(Finding::blocks)).isEqualTo(blocks);
    }

    private static Level level(String document) {
        return Judged.only(create(document)).level();
    }

    private static Finding only(Plan plan) {
        Finding finding = Judged.only(plan);
        assertThat(finding.rule()).isEqualTo(RuleName.IAM_BROADENED);
        return finding;
    }

    private static Plan create(String document) {
        return PlanJson.of(ROLE, "'create'", "null", "{'policy':" + quoted(document) + "}");
    }

    private static Plan update(String before, String after) {
        return PlanJson.of(ROLE, "'update'", "{'policy':" + quoted(before) + "}", "{'policy':" + quoted(after) + "}");
    }

    private static Plan bucket(String before, String after) {
        return PlanJson.of(
                "aws_s3_bucket_policy.b",
                "'update'",
                "{'policy':" + quoted(before) + "}",
                "{'policy':" + quoted(after) + "}");
    }

    private static String allow(String action, String resource, String more) {
        return "{'Effect':'Allow','Action':" + action + ",'Resource':" + resource + more + "}";
    }

    private static String document(String... statements) {
        return "{'Statement':[" + String.join(",", statements) + "]}";
    }

    private static String quoted(String document) {
        return "'" + document.replace("'", "\\'") + "'";
    }
}
