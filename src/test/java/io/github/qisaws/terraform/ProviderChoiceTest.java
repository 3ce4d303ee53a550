package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.terraform.ProviderChoice.Candidate;
import io.github.qisaws.terraform.ProviderChoice.Initialized;
import io.github.qisaws.terraform.ProviderChoice.Reason;
import io.github.qisaws.terraform.ProviderChoice.Selection;
import io.github.qisaws.terraform.ProviderInstallation.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each decision about the provider's version, with a script in place of the engine. */
class ProviderChoiceTest {
    private static final ProviderSupport SUPPORT =
            ProviderSupport.of(">= 5.100.0, < 7.0.0", List.of("6.48.0", "5.100.0"));
    private static final Version NEWEST = version("6.48.0");
    private static final Version OLDEST = version("5.100.0");
    private static final String LOCKED = """
            provider "registry.terraform.io/hashicorp/aws" {
              version     = "6.50.0"
              constraints = ">= 5.100.0, < 7.0.0"
              hashes = [
                "h1:x",
              ]
            }
            """;
    private static final String OTHER = """
            provider "registry.terraform.io/hashicorp/random" {
              version = "3.6.0"
              hashes = [
                "h1:y",
              ]
            }
            """;

    /** Takes the version that the lock file names, if it is in "offered", else the first in there; as init does. */
    private static final String ENGINE = """
            #!/bin/sh
            lock=.terraform.lock.hcl
            [ -f $lock ] && wanted=$(sed -n '/hashicorp.aws/,/}/s/ *version *= "\\(.*\\)"/\\1/p' $lock)
            echo "${wanted:-any}" >>asked
            fail() { echo "Error: Failed to query available provider packages"; echo; echo "$1"; exit 1; }
            if [ -f wait ]; then touch started; while [ -f wait ]; do sleep 0.1; done; fi
            [ -f unreachable ] && fail "could not connect to registry.terraform.io"
            [ -f other ] && fail "hashicorp/random: the previously-selected version 1.0.0 is no longer available"
            only=$(cat constraint 2>/dev/null || echo "$wanted")
            if [ -n "$wanted" ] && [ "$wanted" != "$only" ]; then
              echo "Error: Failed to query available provider packages"
              echo "locked provider NAME $wanted does"
              echo "not match configured version constraint = $only; must use terraform init -upgrade"
              exit 1
            fi
            taken=${only:-$(head -n 1 offered)}
            grep -qx "$taken" offered || fail "hashicorp/aws: the previously-selected version $taken is no longer available"
            [ -f insist ] && taken=$(cat insist)
            mkdir -p .terraform
            printf '# by init\\nprovider "%s" {\\n  version = "%s"\\n  hashes = ["h1:x"]\\n}\\n' "NAME" "$taken" >$lock
            """;

    @TempDir
    Path folder;

    private Path lock;

    @BeforeEach
    void place() {
        lock = folder.resolve(LockFile.NAME);
    }

    @Test
    void aSourceThatIsNotListedIsAskedForTheTestedVersionsNewestFirst() {
        ProviderChoice choice = choice(registry(), ProviderRequest.TESTED);

        assertThat(choice.candidates())
                .containsExactly(
                        new Candidate(Optional.of(NEWEST), Reason.NEWEST_TESTED),
                        new Candidate(Optional.of(OLDEST), Reason.NEWEST_TESTED_AVAILABLE),
                        new Candidate(Optional.empty(), Reason.NONE_TESTED_AVAILABLE));
    }

    @Test
    void ofAMirrorOnlyWhatItHasIsACandidate() {
        assertThat(choice(mirror("5.100.0", "6.70.0"), ProviderRequest.TESTED).candidates())
                .containsExactly(
                        new Candidate(Optional.of(OLDEST), Reason.NEWEST_TESTED_AVAILABLE),
                        new Candidate(Optional.empty(), Reason.NONE_TESTED_AVAILABLE));
        assertThat(choice(mirror("6.70.0"), ProviderRequest.TESTED).candidates())
                .containsExactly(new Candidate(Optional.empty(), Reason.NONE_TESTED_AVAILABLE));
        assertThat(choice(mirror("6.70.0"), request("newest")).candidates())
                .containsExactly(new Candidate(Optional.empty(), Reason.REQUESTED));
        assertThat(choice(mirror("6.70.0"), request("6.70.0")).candidates())
                .containsExactly(new Candidate(Optional.of(version("6.70.0")), Reason.REQUESTED));
    }

    @Test
    void aRequestedVersionThatTheMirrorLacksIsRefusedBeforeInit() {
        assertThatThrownBy(() ->
                        choice(mirror("5.100.0", "6.48.0"), request("6.70.0")).candidates())
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
                    assertThat(e.problem().why()).contains("which has 6.48.0, 5.100.0");
                });
    }

    @ParameterizedTest
    @EnumSource(EngineBinary.Kind.class)
    void theNewestTestedVersionIsTaken(EngineBinary.Kind kind) throws IOException {
        offer("6.99.0", "6.48.0", "5.100.0");

        assertThat(run(choice(kind, registry(), ProviderRequest.TESTED)))
                .contains(new Selection(NEWEST, Reason.NEWEST_TESTED, true, Optional.empty()));
        assertThat(asked()).containsExactly("6.48.0");
        assertThat(lock).content().startsWith("# by init").contains(kind.registry(), "6.48.0");
    }

    @Test
    void aVersionThatIsNotOfferedLeadsToTheNext() throws IOException {
        offer("6.99.0", "5.100.0");

        assertThat(run(choice(registry(), ProviderRequest.TESTED)))
                .contains(new Selection(OLDEST, Reason.NEWEST_TESTED_AVAILABLE, true, Optional.empty()));
        assertThat(asked()).containsExactly("6.48.0", "5.100.0");
    }

    @Test
    void whereNoTestedVersionIsOfferedInitSelects() throws IOException {
        offer("6.99.0");

        assertThat(run(choice(registry(), ProviderRequest.TESTED)))
                .contains(new Selection(version("6.99.0"), Reason.NONE_TESTED_AVAILABLE, false, Optional.empty()));
        assertThat(asked()).containsExactly("6.48.0", "5.100.0", "any");
    }

    @Test
    void anUnreachableRegistryIsAskedOnceAndLeavesNoLockFile() throws IOException {
        Files.createFile(folder.resolve("unreachable"));
        Initialized initialized = choice(registry(), ProviderRequest.TESTED).initialize(Verb.Init.plain(), event -> {});

        assertThat(initialized.outcome())
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.cause())
                        .isEqualTo(Outcome.Cause.PROVIDER_UNAVAILABLE));
        assertThat(initialized.selection()).isEmpty();
        assertThat(asked()).containsExactly("6.48.0");
        assertThat(lock).doesNotExist();
    }

    @Test
    void aFailureLeavesOtherEntriesAsTheyWere() throws IOException {
        Files.writeString(lock, OTHER);
        Files.createFile(folder.resolve("unreachable"));
        choice(registry(), ProviderRequest.TESTED).initialize(Verb.Init.plain(), event -> {});

        assertThat(lock).hasContent(OTHER);
    }

    @Test
    void aProposalOfAKilledProcessIsNoSelection() throws IOException {
        offer("6.99.0", "6.48.0");
        new LockFile(folder).propose(engine(EngineBinary.Kind.TERRAFORM), OLDEST, SUPPORT.accepted());

        assertThat(run(choice(registry(), ProviderRequest.TESTED)).orElseThrow().version())
                .isEqualTo(NEWEST);
    }

    @Test
    void aRequestedVersionIsTheOnlyCandidate() throws IOException {
        offer("6.48.0");
        Outcome outcome = choice(registry(), request("6.70.0"))
                .initialize(Verb.Init.plain(), event -> {})
                .outcome();

        assertThat(outcome.problem().orElseThrow().what()).contains("selected version of the AWS provider");
        assertThat(outcome.problem().orElseThrow().fix()).contains("--provider-version");
        assertThat(asked()).containsExactly("6.70.0");
        assertThat(lock).doesNotExist();

        offer("6.70.0");
        assertThat(run(choice(registry(), request("6.70.0"))))
                .contains(new Selection(version("6.70.0"), Reason.REQUESTED, false, Optional.empty()));
    }

    @Test
    void aLockFileDecides() throws IOException {
        offer("6.99.0", "6.50.0", "6.48.0");
        Files.writeString(lock, LOCKED);

        for (ProviderRequest request : List.of(ProviderRequest.TESTED, request("newest"), request("6.50.0"))) {
            assertThat(run(choice(registry(), request)))
                    .contains(new Selection(version("6.50.0"), Reason.LOCK_FILE, false, Optional.empty()));
        }
        assertThat(asked()).containsOnly("6.50.0");
    }

    @Test
    void anotherVersionThanTheUsersLockFileIsRefused() throws IOException {
        Files.writeString(lock, LOCKED);

        assertThatThrownBy(choice(registry(), request("6.48.0"))::check)
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(e.problem().why()).contains("6.50.0", "6.48.0", lock.toString());
                    assertThat(e.problem().fix())
                            .contains(
                                    "Delete the entry for hashicorp/aws in " + lock,
                                    "omit --provider-version and unset QIS_AWS_PROVIDER_VERSION");
                });
        assertThat(lock).hasContent(LOCKED);
    }

    @Test
    void aLockFileOfQisAwsItselfFollowsTheRequestAndTheSource() throws IOException {
        offer("6.99.0", "6.48.0");
        Files.writeString(lock, LOCKED);
        assertThat(run(scratch(ProviderRequest.TESTED)).orElseThrow().version()).isEqualTo(NEWEST);
        assertThat(asked()).containsExactly("6.50.0", "6.48.0");

        assertThat(run(scratch(request("6.99.0"))).orElseThrow().version()).isEqualTo(version("6.99.0"));
    }

    @Test
    void aUsersLockFileWithAVersionThatIsGoneIsNamed() throws IOException {
        offer("6.48.0");
        Files.writeString(lock, LOCKED);
        Outcome outcome = choice(registry(), ProviderRequest.TESTED)
                .initialize(Verb.Init.plain(), event -> {})
                .outcome();

        assertThat(outcome.problem().orElseThrow().fix()).contains("--provider-mirror", lock.toString());
        assertThat(lock).hasContent(LOCKED);
    }

    @Test
    void aUsersLockFileBelowTheAcceptedVersionsIsRefusedBeforeInit() throws IOException {
        Files.writeString(lock, LOCKED.replace("6.50.0", "5.26.0"));

        for (ProviderRequest request : List.of(ProviderRequest.TESTED, request("newest"), request("6.48.0"))) {
            assertThatThrownBy(choice(registry(), request)::check).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().exitCode()).isEqualTo(ExitCode.INVALID_ENVIRONMENT);
                assertThat(e.problem().what()).isEqualTo("AWS provider 5.26.0 is not supported");
                assertThat(e.problem().why()).contains(lock + " selects", "5.26.0", ">= 5.100.0, < 7.0.0");
                assertThat(e.problem().fix())
                        .isEqualTo("Delete the entry for hashicorp/aws in " + lock + " and rerun.");
            });
        }
        assertThat(lock).content().contains("5.26.0");
    }

    @Test
    void aLockFileOfQisAwsItselfLosesAVersionThatIsNotAccepted() throws IOException {
        offer("6.48.0", "5.26.0");
        Files.writeString(lock, LOCKED.replace("6.50.0", "5.26.0"));
        assertThat(run(scratch(ProviderRequest.TESTED)).orElseThrow().version()).isEqualTo(NEWEST);
        assertThat(asked()).containsExactly("6.48.0");

        Files.writeString(lock, LOCKED.replace("6.50.0", "5.26.0"));
        scratch(ProviderRequest.TESTED).check();
        assertThat(lock).as("so that init has a reason").doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(EngineBinary.Kind.class)
    void aConstraintOfTheConfigurationLeadsToTheNextAndAtLastToWhatInitSelects(EngineBinary.Kind kind)
            throws IOException {
        offer("6.48.0", "6.30.0", "5.100.0");
        Files.writeString(folder.resolve("constraint"), "5.100.0");
        assertThat(run(choice(kind, registry(), ProviderRequest.TESTED)))
                .contains(new Selection(OLDEST, Reason.CONSTRAINED, true, Optional.empty()));

        Files.delete(lock);
        Files.writeString(folder.resolve("constraint"), "6.30.0");
        assertThat(run(choice(kind, registry(), ProviderRequest.TESTED)))
                .contains(new Selection(version("6.30.0"), Reason.CONSTRAINED, false, Optional.empty()));
        assertThat(asked()).containsExactly("6.48.0", "5.100.0", "6.48.0", "5.100.0", "any");
    }

    @Test
    void aUsersLockFileThatAConstraintExcludesIsNamed() throws IOException {
        offer("6.50.0", "6.30.0");
        Files.writeString(lock, LOCKED);
        Files.writeString(folder.resolve("constraint"), "6.30.0");
        Outcome outcome = choice(registry(), ProviderRequest.TESTED)
                .initialize(Verb.Init.plain(), event -> {})
                .outcome();

        assertThat(outcome.problem().orElseThrow().what()).contains("constraint excludes");
        assertThat(outcome.problem().orElseThrow().fix()).contains("version constraint", lock.toString());
        assertThat(asked()).containsExactly("6.50.0");
        assertThat(lock).hasContent(LOCKED);
    }

    @Test
    void theLackOfAnotherProviderLeadsToNoOtherVersion() throws IOException {
        Files.createFile(folder.resolve("other"));
        choice(registry(), ProviderRequest.TESTED).initialize(Verb.Init.plain(), event -> {});

        assertThat(asked()).containsExactly("6.48.0");
    }

    @Test
    void aVersionThatWasNotProposedIsNotCalledTheNewestTested() throws IOException {
        offer("6.48.0");
        Files.writeString(folder.resolve("insist"), "6.20.0");

        assertThat(run(choice(registry(), ProviderRequest.TESTED)))
                .contains(new Selection(version("6.20.0"), Reason.LOCK_FILE, false, Optional.empty()));
    }

    @Test
    void aProposalOfAnInitThatStillRunsStays() throws IOException {
        offer("6.48.0");
        Path wait = Files.createFile(folder.resolve("wait"));
        ProviderChoice first = choice(registry(), ProviderRequest.TESTED);
        ProviderChoice second = choice(registry(), request("6.70.0"));
        CompletableFuture<Optional<Selection>> running = CompletableFuture.supplyAsync(() -> run(first));
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                while (!Files.exists(folder.resolve("started"))) {
                    Thread.sleep(50);
                }
            });
            second.check();
            assertThat(new LockFile(folder).isProposed()).isTrue();
        } finally {
            Files.delete(wait);
        }
        assertThat(running.join()).contains(new Selection(NEWEST, Reason.NEWEST_TESTED, true, Optional.empty()));
        assertThatThrownBy(() -> run(second))
                .as("it reads the lock file after the first init")
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aCheckRemovesAProposalOfAKilledProcess() throws IOException {
        Files.createDirectory(folder.resolve(".terraform"));
        new LockFile(folder).propose(engine(EngineBinary.Kind.TERRAFORM), OLDEST, SUPPORT.accepted());
        choice(registry(), ProviderRequest.TESTED).check();

        assertThat(lock).doesNotExist();
    }

    @Test
    void besideAnEntryThatCannotBeReadNothingIsProposed() throws IOException {
        offer("6.50.0");
        Files.writeString(lock, LOCKED.replace("version  ", "release  "));

        assertThat(run(choice(registry(), ProviderRequest.TESTED)))
                .contains(new Selection(version("6.50.0"), Reason.LOCK_FILE, false, Optional.empty()));
        assertThat(asked()).containsExactly("any");
    }

    @Test
    void theRequestedVersionIsKnownWhenItIsLocked() throws IOException {
        Files.writeString(lock, LOCKED);

        assertThat(scratch(request("6.50.0")).isRequestLocked()).isTrue();
        assertThat(scratch(request("6.48.0")).isRequestLocked()).isFalse();
        assertThat(scratch(ProviderRequest.TESTED).isRequestLocked()).isFalse();
    }

    @Test
    void openTofuTakesOverTheVersionInTerraformsEntry() throws IOException {
        offer("6.50.0");
        Files.writeString(lock, LOCKED);

        assertThat(run(choice(EngineBinary.Kind.OPENTOFU, registry(), ProviderRequest.TESTED))
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.LOCK_FILE);
    }

    @Test
    void aMirrorsNewerUntestedVersionIsNamed() throws IOException {
        offer("6.99.0", "6.48.0", "7.1.0");

        assertThat(run(choice(mirror("6.48.0", "6.99.0", "7.1.0"), ProviderRequest.TESTED))
                        .orElseThrow()
                        .newer())
                .contains(version("6.99.0"));
        Files.delete(lock);
        assertThat(run(choice(mirror("6.48.0", "6.99.0"), request("6.48.0")))
                        .orElseThrow()
                        .newer())
                .as("who requests a version needs no notice")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"versions\":[{\"version\":\"6.48.0\"},{\"version\":\"6.99.0\"},{\"version\":\"7.0.0\"},"
                        + "{\"version\":\"6.100.0-beta1\"},{\"version\":\"x\"}]}",
                "{\"versions\":[]}",
                "<html>no registry</html>"
            })
    void aRegistryIsAskedForNewerVersionsAndMayFail(String body) throws IOException {
        offer("6.99.0", "6.48.0");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/providers/hashicorp/aws/versions", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            // Without a slash at its end, as a person may write it.
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/providers");
            Selection selection = run(choice(registry(Optional.of(base)), ProviderRequest.TESTED))
                    .orElseThrow();
            assertThat(selection.version()).isEqualTo(NEWEST);
            assertThat(selection.newer())
                    .isEqualTo(body.contains("6.99.0") ? Optional.of(version("6.99.0")) : Optional.empty());
        } finally {
            server.stop(0);
        }
        assertThat(new ProviderRegistry(URI.create("http://127.0.0.1:1/"), new Proxies(Map.of())).versions())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "6", "6.48", "v6.48.0", "6.48.0-beta1", ">= 6.0.0", "5.99.0", "7.0.0"})
    void aVersionThatIsNoneOrNotAcceptedIsRefused(String text) {
        assertThatThrownBy(() -> request(text)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(e.problem().what()).contains(text);
            assertThat(e.problem().fix())
                    .contains("6.48.0 or 5.100.0", "--provider-version or QIS_AWS_PROVIDER_VERSION");
        });
    }

    @Test
    void onlyOneFormOfARangeIsRead() {
        assertThatThrownBy(() -> VersionRange.parse("~> 5.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VersionRange.parse(">= 5.0, <= 6.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProviderSupport.of(">= 5.100.0, < 7.0.0", List.of("7.0.0")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<Selection> run(ProviderChoice choice) {
        Initialized initialized = choice.initialize(Verb.Init.plain(), event -> {});
        initialized.outcome().orThrow();
        return initialized.selection();
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked"));
    }

    private void offer(String... versions) throws IOException {
        Files.write(folder.resolve("offered"), Stream.of(versions).toList());
    }

    private ProviderChoice choice(ProviderInstallation installation, ProviderRequest request) {
        return choice(EngineBinary.Kind.TERRAFORM, installation, request);
    }

    private ProviderChoice choice(EngineBinary.Kind kind, ProviderInstallation installation, ProviderRequest request) {
        return new ProviderChoice(gate(kind, installation), SUPPORT, request, Optional.of(lock), Map.of());
    }

    private ProviderChoice scratch(ProviderRequest request) {
        return new ProviderChoice(
                gate(EngineBinary.Kind.TERRAFORM, registry()), SUPPORT, request, Optional.empty(), Map.of());
    }

    private InitGate gate(EngineBinary.Kind kind, ProviderInstallation installation) {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
        return new InitGate(
                new ProcessEngine(new ProcessRunner(new Interrupts()), engine(kind), folder, environment),
                installation);
    }

    private EngineBinary engine(EngineBinary.Kind kind) {
        try {
            Path program = folder.resolve("engine");
            Files.writeString(program, ENGINE.replace("NAME", kind.awsProvider()));
            assertThat(program.toFile().setExecutable(true)).isTrue();
            return new EngineBinary(program, kind, version("1.11.4"), "linux_amd64");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ProviderInstallation registry() {
        return registry(Optional.empty());
    }

    private static ProviderInstallation registry(Optional<URI> address) {
        return new ProviderInstallation(
                Kind.OWN_CONFIGURATION, "provider from the registry", Map.of(), List.of(), List.of(), address);
    }

    private static ProviderInstallation mirror(String... versions) {
        return new ProviderInstallation(
                Kind.MIRROR,
                "provider from /mirror",
                Map.of(),
                List.of(),
                Stream.of(versions).map(ProviderChoiceTest::version).toList(),
                Optional.empty());
    }

    private static ProviderRequest request(String text) {
        return ProviderRequest.of(Optional.of(text), SUPPORT);
    }

    private static Version version(String text) {
        return Version.parse(text).orElseThrow();
    }
}
