package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final EngineBinary ENGINE = new EngineBinary(
            Path.of("/usr/bin/terraform"),
            EngineBinary.Kind.TERRAFORM,
            Version.parse("1.11.4").orElseThrow(),
            "linux_amd64");
    private static final Verb PLAN = Verb.Plan.to(Path.of("p"));
    private static final String RESOURCE =
            "\"resource\":{\"addr\":\"aws_vpc.v\",\"module\":\"\",\"resource_type\":\"aws_vpc\",\"resource_name\":\"v\"}";

    @Test
    void eachKindOfLineBecomesItsEvent() {
        Event.Resource vpc = new Event.Resource("aws_vpc.v", "", "aws_vpc", "v");
        assertThat(EventReader.read("{\"type\":\"version\",\"terraform\":\"1.11.4\",\"ui\":\"1.2\"}"))
                .isEqualTo(new Event.Started("1.11.4", "1.2"));
        assertThat(EventReader.read(
                        "{\"type\":\"planned_change\",\"change\":{" + RESOURCE + ",\"action\":\"create\"}}"))
                .isEqualTo(new Event.Change(vpc, "create", "", false));
        assertThat(EventReader.read("{\"type\":\"apply_complete\",\"hook\":{" + RESOURCE
                        + ",\"action\":\"create\",\"id_key\":\"id\",\"id_value\":\"vpc-1\",\"elapsed_seconds\":2}}"))
                .isEqualTo(new Event.Step(Event.Stage.APPLY_COMPLETE, vpc, "create", "vpc-1", 2));
        assertThat(
                        EventReader.read(
                                "{\"type\":\"change_summary\",\"changes\":{\"add\":2,\"change\":1,\"import\":3,\"remove\":4,\"operation\":\"apply\"}}"))
                .isEqualTo(new Event.Summary("apply", 2, 1, 4, 3));
        assertThat(EventReader.read("{\"type\":\"from_the_future\",\"x\":1}")).isInstanceOf(Event.Other.class);
        assertThat(EventReader.read("Successfully configured")).isEqualTo(new Event.Text("Successfully configured"));
        assertThat(EventReader.read("{broken")).isEqualTo(new Event.Text("{broken"));
    }

    @Test
    void anExitCodeOfTwoIsSuccessWithChangesForAPlanAlone() {
        assertThat(judge(PLAN, 2, List.of())).isEqualTo(new Outcome.Succeeded(true, List.of()));
        assertThat(judge(PLAN, 0, List.of())).isEqualTo(new Outcome.Succeeded(false, List.of()));
        assertThat(judge(new Verb.Validate(), 2, List.of()).succeeded()).isFalse();
    }

    @Test
    void aHeldLockNamesItsHolder() {
        Outcome outcome = judge(PLAN, 1, List.of(Diagnostic.error("Error acquiring the state lock", """
                        api error PreconditionFailed
                        Lock Info:
                          ID:        6d4a
                          Path:      state/a
                          Operation: OperationTypeApply
                          Who:       bob@host
                          Version:   1.11.4
                          Created:   2026-01-01 00:00:00 +0000 UTC
                          Info:
                        """)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Locked.class, locked -> assertThat(locked.holder())
                .isEqualTo(new LockHolder(
                        "6d4a", "state/a", "OperationTypeApply", "bob@host", "2026-01-01 00:00:00 +0000 UTC")));
        Problem problem = outcome.problem().orElseThrow();
        assertThat(problem.exitCode()).isEqualTo(ExitCode.LOCKED);
        assertThat(problem.why())
                .isEqualTo("Lock owner: bob@host (apply since 2026-01-01 00:00:00 +0000 UTC, lock 6d4a).");
        assertThat(problem.fix()).contains("terraform force-unlock 6d4a");
    }

    @Test
    void aLockThatCannotBeReadIsStillALock() {
        Outcome outcome = judge(
                PLAN,
                1,
                List.of(Diagnostic.error(
                        "Error acquiring the state lock",
                        "StatusCode: 412\nfailed to unmarshal JSON data into LockInfo struct")));

        assertThat(outcome.problem().orElseThrow().why()).contains("unknown, because the lock cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS account ID not allowed: 123456789012 | WRONG_ACCOUNT | 77",
                "No valid credential sources found | NO_CREDENTIALS | 77",
                "operation error STS: GetCallerIdentity, api error ExpiredToken: expired | NO_CREDENTIALS | 77",
                "creating VPC: api error UnauthorizedOperation: ec2:CreateVpc | NOT_PERMITTED | 77",
                "User: arn:aws:sts::1:assumed-role/x is not authorized to perform: iam:CreateRole | NOT_PERMITTED | 77",
                "api error AccessDenied: Access Denied | NOT_PERMITTED | 77",
                "Failed to query available provider packages | PROVIDER_UNAVAILABLE | 69",
                "Failed to install provider | PROVIDER_UNAVAILABLE | 69",
                "Failed to resolve provider packages | PROVIDER_UNAVAILABLE | 69",
                "hashicorp/aws: the previously-selected version 6.48.0 is no longer available | VERSION_UNAVAILABLE | 69",
                "hashicorp/random: the previously-selected version 3.6.0 is no longer available | OTHER | 1",
                "locked provider hashicorp/aws 5.26.0 does not match configured version  constraint | VERSION_EXCLUDED | 65",
                "locked provider hashicorp/random 3.6.0 does not match configured version constraint | OTHER | 1",
                "Provider hashicorp/aws v6.48.0 does not have a package available for your current platform, a_b | VERSION_UNAVAILABLE | 69",
                "Failed to get existing workspaces: S3 bucket \"b\" does not exist. | BACKEND_MISSING | 1",
                "reading SSM Parameter (/qis-aws/demo/image/x86_64): couldn't find resource | IMAGE_MISSING | 1",
                "reading SSM Parameter (/acme/other): couldn't find resource | OTHER | 1",
                "Backend initialization required, please run \"terraform init\" | INIT_NEEDED | 1",
                "Required plugins are not installed | INIT_NEEDED | 1",
                "Saved plan is stale | STALE_PLAN | 81",
                "creating EC2 VPC: VpcLimitExceeded | OTHER | 1"
            })
    void causesAreToldApart(String summary, Outcome.Cause cause, int exitCode) {
        Outcome outcome = judge(PLAN, 1, List.of(Diagnostic.error(summary, "")));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.cause())
                .isEqualTo(cause));
        assertThat(outcome.problem().orElseThrow().exitCode().number()).isEqualTo(exitCode);
        assertThat(outcome.problem().orElseThrow().why()).contains(summary);
    }

    @Test
    void whatIsSaidOfAnotherProviderIsNotSaidOfTheAwsProvider() {
        Outcome outcome = judge(
                PLAN,
                1,
                List.of(
                        Diagnostic.error("Failed to query available provider packages", "hashicorp/aws: no network"),
                        Diagnostic.error(
                                "Failed to query available provider packages",
                                "hashicorp/random: the previously-selected\nversion 1 is no longer available")));

        assertThat(((Outcome.Failed) outcome).cause()).isEqualTo(Outcome.Cause.PROVIDER_UNAVAILABLE);
    }

    @Test
    void anEngineThatEndsInSilenceIsAFailureToo() {
        assertThat(judge(PLAN, 137, List.of()).problem().orElseThrow().why())
                .isEqualTo("terraform failed with exit code 137 and printed no error.");
    }

    @Test
    void theBoxesOfErrorsForPeopleBecomeDiagnostics() {
        List<String> lines = List.of(
                "\u001b[31m╷\u001b[0m", "│ Error: No valid credential sources found", "│ ", "│ Please see", "╵");

        assertThat(HumanText.errors(lines))
                .containsExactly(Diagnostic.error("No valid credential sources found", "Please see"));
        assertThat(HumanText.errors(List.of("Failed to unlock state: x")))
                .containsExactly(Diagnostic.error("Failed to unlock state: x", "Failed to unlock state: x"));
        assertThat(HumanText.errors(new ArrayList<>())).isEmpty();
    }

    private static Outcome judge(Verb verb, int exitCode, List<Diagnostic> diagnostics) {
        Ended ended = new Ended(exitCode, Duration.ZERO, Ended.Ending.BY_ITSELF, false);
        return new Judge(ENGINE, verb).judge(ended, diagnostics, 0);
    }
}
