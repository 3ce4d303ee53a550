package io.github.qisaws.emulator;

import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A process that starts an emulator as its own variables say, prints what it is, and waits for the end of its input. */
final class EmulatorProcess {
    private EmulatorProcess() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> ours = System.getenv();
        Path logs = Files.createTempDirectory("emulator");
        Emulators emulators = new Emulators(new ProcessRunner(new Interrupts()), ours, UserCache.folder(ours));
        try (Emulator emulator = emulators.start(logs, EmulatorProcess::tell)) {
            System.out.println(emulator.told());
            System.out.println(Http.status(emulator.endpoint().resolve("/moto-api/")));
            System.in.readAllBytes();
        }
    }

    private static void tell(String line) {
        System.err.println(line);
    }
}
