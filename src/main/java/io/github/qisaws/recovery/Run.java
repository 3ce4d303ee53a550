package io.github.qisaws.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Boot;
import io.github.qisaws.process.ProcessStart;
import io.github.qisaws.process.ProcessState;
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

/** One apply as its journal tells it. */
public final class Run {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** So much may the clock have been set since the run began, where only the clock tells when a process started. */
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

    /** All runs of a journal, the oldest first; a last line that a kill cut short is left out. */
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
                            "the journal " + file + " cannot be read",
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "check the file's owner and permissions.")
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
                // A data source that is read leaves nothing.
                if (!action(json).equals("read")) {
                    steps.put(json.path("address").asText() + " " + action(json), json);
                }
            }
            case "end" -> {
                ended = true;
                // What an earlier run left half done, a later one that reached its end has settled.
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

    /** When it was last heard of. */
    public Instant last() {
        return last;
    }

    /** The engine's process group; 0 if it was not started. */
    public long group() {
        return group;
    }

    /** When the journal notes that the engine has started; the begin if it was not started. */
    public Instant engine() {
        return engine;
    }

    /** Whether the engine told its end, good or bad. */
    public boolean ended() {
        return ended;
    }

    /** Whether something of it may be half done: it did not reach its end, and nothing settled it since. */
    public boolean isOpen() {
        return !settled && !(ended && steps.isEmpty());
    }

    /**
     * Whether its process number counts here: in another container with this one's host name it does not, and after a
     * restart of the machine, or on another machine of the same name, it does not either.
     */
    public boolean isHere() {
        return isNumberedHere() && !isOfAnotherBoot();
    }

    /**
     * Whether it ran on this machine, maybe before a restart, which no process survives. Another machine of the same
     * name cannot be told from a restarted one if this machine started after the run; if it started before, it can.
     */
    public boolean wasHere() {
        return isNumberedHere()
                && (!isOfAnotherBoot() || Boot.time().filter(last::isBefore).isPresent());
    }

    private boolean isNumberedHere() {
        return host().equals(Journal.host())
                && begin.path("pids").asText("").equals(Journal.processNumbers().orElse(""));
    }

    /** Journals of earlier versions do not name the boot. */
    private boolean isOfAnotherBoot() {
        return begin.hasNonNull("boot")
                && Boot.id()
                        .filter(id -> !id.equals(begin.path("boot").asText()))
                        .isPresent();
    }

    /**
     * Whether its process still runs on this machine, or is ending. A number that was given to another process since does
     * not count, and neither does a zombie, which keeps number and start time until its parent reaps it. In doubt it is
     * alive: a run that is taken over while it works is worse than one that is left alone.
     */
    public boolean isAlive() {
        return !ended && isHere() && ProcessState.of(pid()) != ProcessState.GONE && hasStartedAsNoted();
    }

    private boolean hasStartedAsNoted() {
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

    /** Addresses whose creation began, whether or not it is known to have ended. */
    public Set<String> created() {
        return steps.values().stream()
                .filter(step -> action(step).equals("create"))
                .map(step -> step.path("address").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Addresses whose creation began and is not known to have ended in an error that made nothing. */
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

    /** Whatever was begun and not finished, in the order in which it began. */
    public List<String> underWay() {
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

    /** What was created to the end: the ids by address. */
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
