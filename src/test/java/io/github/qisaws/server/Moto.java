package io.github.qisaws.server;

import io.github.qisaws.TestTool;
import java.nio.file.Path;

/** The AWS emulator from PyPI, in a network of the test's own. */
final class Moto {
    private Moto() {}

    static Path server() {
        return TestTool.folder("moto").resolve("bin/moto_server");
    }

    static Path python() {
        return TestTool.folder("moto").resolve("bin/python");
    }
}
