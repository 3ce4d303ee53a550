package io.github.qisaws.workspace;

import io.github.qisaws.terraform.InitGate;
import java.nio.file.Path;

/** Finds the Terraform program and the source of its provider for a folder. */
@FunctionalInterface
public interface Engines {
    /**
     * Terraform in a folder, with the check whether {@code init} is needed.
     *
     * @param emulated whether an emulator replaces AWS; the tools' variables then point to it
     */
    InitGate in(Path folder, Tools tools, boolean emulated);
}
