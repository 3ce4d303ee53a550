package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.TaggedResources;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Preparation;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.recovery.Known;
import io.github.qisaws.recovery.RecoveryRequest;
import io.github.qisaws.recovery.Run;
import io.github.qisaws.recovery.Tagged;
import io.github.qisaws.terraform.Engine;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Endpoint;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import io.github.qisaws.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An environment on an emulator of its own, whose runs are cut short and recovered. */
final class Disaster {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    final Deployments deployments;
    final List<String> said = new CopyOnWriteArrayList<>();

    /** What the last recovery in this process has changed. */
    Effects effects = new Effects();

    private final String name;
    private final Project project;
    private final Tools tools;
    private final Emulator emulator;
    private final Environment environment;
    private final Set<String> before = new HashSet<>();
    private final ProgressLog log = line -> {
        said.add(line);
        System.err.println("  " + line);
    };

    /**
     * An account that is ready for the environment's first apply.
     *
     * @param emulated tools whose variables lead to the emulator
     */
    Disaster(String name, Project project, Emulator emulator, Tools emulated) {
        this(name, project, emulator, emulated, emulated);
    }

    /**
     * An account that somebody else made ready.
     *
     * @param administrator tools of who may make certificate and image
     */
    Disaster(String name, Project project, Emulator emulator, Tools emulated, Tools administrator) {
        this.name = name;
        this.project = project;
        this.tools = emulated;
        this.emulator = emulator;
        this.deployments = new Deployments(project, emulated, log);
        this.environment = EnvironmentFile.read(project.existingFolder(name));
        emulator.prepare(region()).createBucket(bucket());
        new EmulatorAccount(project, emulator, administrator, log).furnish(environment);
        this.before.addAll(emulator.leftovers());
    }

    Planned plan(Mode mode) {
        said.clear();
        return deployments.plan(name, mode, Set.of());
    }

    /** Starts a command in a process of its own and strikes it; the journal's last run tells when. */
    void strike(Moment moment, String... command) throws IOException, InterruptedException {
        String earlier = lastId();
        Process process = start(command);
        await(moment, process, earlier);
        Thread.sleep(moment.after().toMillis());
        moment.strike(process, last());
        if (end(process) == 0) {
            throw new Moment.Missed("it has ended well");
        }
        assertThat(last().isOpen()).as("the journal tells of the interruption").isTrue();
    }

    /** Starts a command in a process of its own and returns when it has got so far. */
    Process startUntil(long finished, String... command) throws IOException, InterruptedException {
        String earlier = lastId();
        Process process = start(command);
        await(Moment.of(Moment.Victim.QIS_AWS, "", finished), process, earlier);
        return process;
    }

    static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void await(Moment moment, Process process, String earlier) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && !hasCome(moment, earlier)) {
            assertThat(System.nanoTime()).as("it gets that far").isLessThan(end);
            Thread.sleep(10);
        }
        assertThat(process.isAlive())
                .as("it is under way at " + moment + "\n" + Folders.read(log()))
                .isTrue();
    }

    /** Recovers in this process; when it asked for the last time, its search was over. */
    Duration recover() {
        long start = System.nanoTime();
        List<Long> asked = new ArrayList<>(List.of(start));
        recover(question -> asked.add(System.nanoTime()));
        return Duration.ofNanos(asked.get(asked.size() - 1) - start);
    }

    /** Recovers in this process, with the given answers to its questions. */
    void recover(Consumer<String> answer) {
        said.clear();
        Consumer<String> ask = question -> {
            log.say(question);
            answer.accept(question);
        };
        effects = new Effects();
        new Recovery(project, tools.noting(effects), log)
                .recover(
                        name,
                        new RecoveryRequest(Optional.empty(), Set.of(), ask, review -> log.say(review.sentence())));
    }

    /** Asks the engine and the emulator whether everything stands once. */
    void assertStanding() {
        Planned second = plan(Mode.NORMAL);
        assertThat(second.changes()).as(second.review().sentence()).isFalse();
        List<Tagged> found = tagged();
        assertThat(found)
                .extracting(Tagged::address)
                .as("no duplicates")
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
        assertThat(found).as("no orphans").allSatisfy(each -> assertThat(known().has(each.address()))
                .as(each.address())
                .isTrue());
        assertThat(runs()).as("nothing is left to recover").noneMatch(Run::isOpen);
    }

    /** What has no tags is told by the end: an orphan of any kind would be left. */
    void assertNothingLeft() {
        assertThat(deployments.stateList(name)).isEmpty();
        assertThat(emulator.leftovers()).as("no orphans of any kind").isSubsetOf(before);
    }

    /** How many resources exist and are not in the state, by their tags. */
    long orphans() {
        Known known = known();
        return tagged().stream().filter(each -> !known.has(each.address())).count();
    }

    private Known known() {
        return Known.of(engine().statePull());
    }

    Engine engine() {
        return Workspace.of(project, ConfiguredEnvironment.of(project, name, line -> {}, tools.effects()), tools)
                .engine();
    }

    /** Without servers that were terminated: they keep their tags for an hour on AWS, and for ever here. */
    private List<Tagged> tagged() {
        List<String> terminated = new EmulatorQuery(tools.variables())
                .ec2("DescribeInstances", "instance-state-name", "terminated")
                .texts("//instanceId");
        return Tagged.of(new TaggedResources(new AwsAccess(region(), tools.variables()), name, false).list(), name)
                .stream()
                .filter(each -> !terminated.contains(each.importId()))
                .toList();
    }

    /** Publishes another image of the servers, so that the next apply replaces some. */
    void publishImage() {
        Set<String> earlier = Set.copyOf(emulator.leftovers());
        Preparation account = emulator.prepare(region());
        account.putParameter(
                environment.topology().image().orElseThrow().parameterName(), account.registerImage("qis-2", "x86_64"));
        emulator.leftovers().stream().filter(each -> !earlier.contains(each)).forEach(before::add);
    }

    /** Takes the place of the state away, as somebody might who tidies up. */
    void loseStateBucket() {
        EmulatorQuery query = new EmulatorQuery(tools.variables());
        query.get("s3", "/" + bucket() + "?list-type=2")
                .texts("//Key")
                .forEach(key -> query.delete("s3", "/" + bucket() + "/" + key));
        query.delete("s3", "/" + bucket());
    }

    void restoreStateBucket() {
        emulator.prepare(region()).createBucket(bucket());
    }

    Path folder() {
        return Folders.scratch(
                project, Endpoint.of(tools.variables()).orElseThrow().folder(), "environments", name);
    }

    /** Starts a command in a process of its own. */
    Process start(String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.qisaws.cli.Main",
                "-C",
                project.root().toString()));
        argv.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(tools.variables());
        return builder.start();
    }

    /** What the processes of their own said. */
    Path log() {
        return project.root().resolve("processes.log");
    }

    Path journal() {
        return folder().resolve(".qis-aws").resolve("journal.jsonl");
    }

    List<Run> runs() {
        return Run.readAll(journal());
    }

    /** How the only run of the journal went. */
    Timeline timeline() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(journal())) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return Timeline.of(
                at(lines.get(0)),
                lines.stream()
                        .filter(line -> line.path("event").asText().equals("complete"))
                        .filter(line -> !line.path("action").asText().equals("read"))
                        .map(Disaster::at)
                        .toList(),
                at(lines.get(lines.size() - 1)));
    }

    private static long at(JsonNode line) {
        return Instant.parse(line.path("at").asText()).toEpochMilli();
    }

    Run last() {
        List<Run> runs = runs();
        return runs.get(runs.size() - 1);
    }

    /** Reads once: a run that begins drops what settled ones wrote. */
    private boolean hasCome(Moment moment, String earlier) {
        List<Run> runs = runs();
        return !runs.isEmpty()
                && !runs.get(runs.size() - 1).id().equals(earlier)
                && moment.hasCome(runs.get(runs.size() - 1));
    }

    private String lastId() {
        List<Run> runs = runs();
        return runs.isEmpty() ? "" : runs.get(runs.size() - 1).id();
    }

    private String region() {
        return environment.placement().region();
    }

    private String bucket() {
        return ((StateBackend.S3) environment.state()).bucket();
    }
}
