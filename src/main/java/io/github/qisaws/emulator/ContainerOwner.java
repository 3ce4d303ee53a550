package io.github.qisaws.emulator;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import io.github.qisaws.process.Boot;
import io.github.qisaws.process.ProcessStart;
import io.github.qisaws.process.ThisProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Labels of an emulator's container that name the process to which it belongs. */
final class ContainerOwner {
    private static final String PREFIX = "io.github.qisaws.emulator.";
    private static final String HOST = PREFIX + "host";
    private static final String BOOT = PREFIX + "boot";
    private static final String NAMESPACE = PREFIX + "pids";
    private static final String PROCESS = PREFIX + "process";
    private static final String START = PREFIX + "start";

    private ContainerOwner() {}

    /** The labels for a container of this process. */
    static Map<String, String> labels() {
        long pid = ProcessHandle.current().pid();
        return new TreeMap<>(Map.of(
                HOST, ThisProcess.host(),
                BOOT, Boot.id().orElse(""),
                NAMESPACE, ThisProcess.pidNamespace().orElse(""),
                PROCESS, String.valueOf(pid),
                START, start(pid)));
    }

    /**
     * Removes containers of processes of this machine that no longer run. The emulator in a container ends with its
     * process, but not if that process was killed before the start, nor with every engine.
     */
    static void removeLeftovers(DockerClient client) {
        List<Container> all = client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(PROCESS))
                .exec();
        for (Container container : all) {
            if (isLeftOver(container.getLabels())) {
                remove(client, container.getId());
            }
        }
    }

    /** Removes a container that may be gone, or is being removed. */
    static void remove(DockerClient client, String id) {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (DockerException e) {
            // The engine removes the container itself when its process ends.
            return;
        }
    }

    static boolean isLeftOver(Map<String, String> labels) {
        if (!ThisProcess.host().equals(labels.get(HOST))) {
            return false;
        }
        String boot = Boot.id().orElse("");
        if (!boot.isEmpty() && !boot.equals(labels.get(BOOT))) {
            return true;
        }
        return ThisProcess.pidNamespace().orElse("").equals(labels.get(NAMESPACE)) && !isRunning(labels);
    }

    private static boolean isRunning(Map<String, String> labels) {
        long pid = Long.parseLong(labels.getOrDefault(PROCESS, "0"));
        return ProcessHandle.of(pid).isPresent() && start(pid).equals(labels.get(START));
    }

    /** The ticks, which do not change if the clock is set; where they are not known, the time. */
    private static String start(long pid) {
        Optional<String> ticks = ProcessStart.ticks(pid).map(String::valueOf);
        return ticks.or(() -> ProcessStart.time(pid).map(String::valueOf)).orElse("");
    }
}
