package io.github.qisaws.workspace;

import io.github.qisaws.terraform.InitGate;
import java.nio.file.Path;

/** Finds the engine, and where its provider comes from, for a folder. */
@FunctionalInterface
public interface Engines {
    /**
     * The engine in a folder, with the gate before its {@code init}.
     *
     * @param emulated whether an emulator stands in for AWS; the tools' variables then lead to it
     */
    InitGate in(Path folder, Tools tools, boolean emulated);
}
