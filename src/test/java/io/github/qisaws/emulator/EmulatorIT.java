package io.github.qisaws.emulator;

import io.github.qisaws.TestEngine;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The emulator that needs no container engine. */
class EmulatorIT extends EmulatorChecks {
    @Override
    Emulator start(Path logs) {
        Map<String, String> ours = new TreeMap<>(TestEngine.OURS);
        ours.put(Emulators.VARIABLE, "python");
        return new Emulators(new ProcessRunner(new Interrupts()), ours, TestEngine.CACHE)
                .start(logs, System.err::println);
    }

    @Override
    String kind() {
        return "(Python)";
    }
}
