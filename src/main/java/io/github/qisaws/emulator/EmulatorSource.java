package io.github.qisaws.emulator;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Starts an emulator: {@link Emulators}, or a stand-in for it in tests. */
@FunctionalInterface
public interface EmulatorSource {
    /**
     * Starts an emulator and waits until it answers.
     *
     * @param logFolder folder for the emulator's log
     * @param progress receives progress messages for slow steps
     */
    Emulator start(Path logFolder, Consumer<String> progress);
}
