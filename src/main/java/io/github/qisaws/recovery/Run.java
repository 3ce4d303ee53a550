package io.github.qisaws.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Boot;
import io.github.qisaws.process.ProcessStart;
import io.github.qisaws.process.ProcessState;
import io.github.qisaws.process.ThisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One apply or destroy, as recorded in the journal. */
public final class Run {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tolerance for clock changes since the run started, where the start of a process is known only as clock time. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(10);

    private final JsonNode begin;
    private final Map<String, JsonNode> steps = new LinkedHashMap<>();
    private long group;
    private Instant engine;
    private Instant last;
    private boolean ended;
    private boolean settled;

    private Run(JsonNode begin) {
        this.begin = begin;
        this.last = at(begin);
        this.engine = last;
    }

    /** All runs of a journal, oldest first. Skips an incomplete last line. */
    public static List<Run> readAll(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        Map<String, Run> runs = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                parse(line).ifPresent(json -> note(runs, json));
            }
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot read the journal " + file,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "Check the owner and permissions of the file.")
                    .causedBy(e);
        }
        return new ArrayList<>(runs.values());
    }

    private static void note(Map<String, Run> runs, JsonNode json) {
        String id = json.path("run").asText("");
        if (json.path("event").asText("").equals("begin")) {
            runs.put(id, new Run(json));
        } else if (runs.containsKey(id)) {
            runs.get(id).note(json, runs);
        }
    }

    private void note(JsonNode json, Map<String, Run> runs) {
        last = at(json);
        switch (json.path("event").asText("")) {
            case "engine" -> {
                group = json.path("group").asLong();
                engine = last;
            }
            case "start", "complete", "errored" -> {
                // Reading a data source creates nothing.
                if (!action(json).equals("read")) {
                    steps.put(json.path("address").asText() + " " + action(json), json);
                }
            }
            case "end" -> {
                ended = true;
                // A later complete run also completed the steps of earlier runs.
                if (json.path("done").asBoolean()) {
                    runs.values().stream().filter(run -> !run.isAlive()).forEach(run -> run.settled = true);
                    settled = true;
                }
            }
            case "settled" -> settled = true;
            default -> {}
        }
    }

    public String id() {
        return begin.path("run").asText();
    }

    public String mode() {
        return begin.path("mode").asText("NORMAL");
    }

    public boolean isDestroy() {
        return mode().equals("DESTROY");
    }

    public long pid() {
        return begin.path("pid").asLong();
    }

    public String host() {
        return begin.path("host").asText();
    }

    public Instant since() {
        return at(begin);
    }

    /** Time of the run's last record. */
    public Instant last() {
        return last;
    }

    /** Process group of Terraform; 0 if it was not started. */
    public long group() {
        return group;
    }

    /** When Terraform was started; the start of the run if it was not. */
    public Instant engine() {
        return engine;
    }

    /** Whether the journal has an end record for this run, successful or not. */
    public boolean ended() {
        return ended;
    }

    /** Whether the run may need recovery: it did not complete, and no later run or recovery completed its steps. */
    public boolean isOpen() {
        return !settled && !(ended && steps.isEmpty());
    }

    /**
     * Whether the run's process ID is valid here: the run was started in this PID namespace of this machine since its
     * last restart. Containers and other machines can have the same host name.
     */
    public boolean isHere() {
        return isInThisPidNamespace() && !isOfAnotherBoot();
    }

    /**
     * Whether the run was on this machine, possibly before a restart, after which its processes no longer run. Another
     * machine with the same host name is recognized only if this machine has been running since before the run.
     */
    public boolean wasHere() {
        return isInThisPidNamespace()
                && (!isOfAnotherBoot() || Boot.time().filter(last::isBefore).isPresent());
    }

    private boolean isInThisPidNamespace() {
        return host().equals(ThisProcess.host())
                && begin.path("pids")
                        .asText("")
                        .equals(ThisProcess.pidNamespace().orElse(""));
    }

    /** Whether the run was before a restart. Journals of earlier versions do not record the boot ID. */
    private boolean isOfAnotherBoot() {
        return begin.hasNonNull("boot")
                && Boot.id()
                        .filter(id -> !id.equals(begin.path("boot").asText()))
                        .isPresent();
    }

    /**
     * Whether the run's process is running or exiting on this machine. A reused process ID does not count, nor does a
     * zombie, which keeps its ID and start time until its parent reaps it. In doubt, the process counts as running,
     * because recovering a running run does more harm than waiting.
     */
    public boolean isAlive() {
        return !ended && isHere() && ProcessState.of(pid()) != ProcessState.GONE && hasRecordedStart();
    }

    private boolean hasRecordedStart() {
        Optional<Long> ticks = ProcessStart.ticks(pid());
        if (begin.hasNonNull("ticks") && ticks.isPresent()) {
            return ticks.get() == begin.path("ticks").asLong();
        }
        return !begin.hasNonNull("since")
                || ProcessStart.time(pid())
                        .map(start -> Duration.between(
                                                start,
                                                Instant.parse(
                                                        begin.path("since").asText()))
                                        .abs()
                                        .compareTo(CLOCK_STEP)
                                <= 0)
                        .orElse(true);
    }

    /** Addresses whose creation was started, whether or not it completed. */
    public Set<String> created() {
        return steps.values().stream()
                .filter(step -> action(step).equals("create"))
                .map(step -> step.path("address").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Addresses that may exist: creation was started, and a completed run did not record an error for it. */
    public Set<String> expected() {
        Set<String> expected = created();
        if (!ended) {
            return expected;
        }
        steps.values().stream()
                .filter(step -> event(step).equals("errored"))
                .forEach(step -> expected.remove(step.path("address").asText()));
        return expected;
    }

    /** Addresses of steps that were started and not completed, in the order of their start. */
    public List<String> inProgress() {
        return steps.values().stream()
                .filter(step -> event(step).equals("start"))
                .map(step -> step.path("address").asText())
                .toList();
    }

    public long finished() {
        return steps.values().stream()
                .filter(step -> event(step).equals("complete"))
                .count();
    }

    /** IDs of the resources whose creation completed, by address. */
    public Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        steps.values().stream()
                .filter(step -> event(step).equals("complete") && action(step).equals("create"))
                .forEach(step ->
                        ids.put(step.path("address").asText(), step.path("id").asText()));
        return ids;
    }

    private static String event(JsonNode step) {
        return step.path("event").asText("");
    }

    private static String action(JsonNode step) {
        return step.path("action").asText("");
    }

    private static Instant at(JsonNode line) {
        return Instant.parse(line.path("at").asText());
    }

    private static Optional<JsonNode> parse(String line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(json -> json.hasNonNull("run") && json.hasNonNull("at"));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
