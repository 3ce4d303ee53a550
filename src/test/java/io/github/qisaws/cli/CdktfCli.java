package io.github.qisaws.cli;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** CDKTF's own command line, installed once from npm into the cache folder. */
final class CdktfCli {
    private static final String PACKAGE = "cdktf-cli@0.21.0";
    private static final Path FOLDER = TestEngine.CACHE.resolve("test").resolve("cdktf-cli-0.21.0");
    private static final String PROGRAM = "node_modules/.bin/cdktf";

    private CdktfCli() {}

    /** Its program; empty, with the reason printed, where it cannot be had. */
    static Optional<Path> find(TestEngine machine) throws IOException {
        for (String needed : List.of("node", "npm")) {
            if (Executables.onPath(needed, TestEngine.OURS).isEmpty()) {
                return skipped(needed + " is not on the PATH");
            }
        }
        if (Files.isExecutable(FOLDER.resolve(PROGRAM))) {
            return Optional.of(FOLDER.resolve(PROGRAM));
        }
        Files.createDirectories(FOLDER.getParent());
        Path fresh = Files.createTempDirectory(FOLDER.getParent(), ".cdktf-cli-");
        Result installed = machine.in(TestEngine.OURS)
                .program(fresh, List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE));
        if (installed.exitCode() != 0) {
            return skipped("npm could not install " + PACKAGE + ": " + installed.err());
        }
        try {
            Files.move(fresh, FOLDER, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another run was faster, or else the check below tells.
            System.err.println("kept the other installation: " + e.getMessage());
        }
        Path program = FOLDER.resolve(PROGRAM);
        return Files.isExecutable(program) ? Optional.of(program) : skipped(program + " is missing after npm's work");
    }

    private static Optional<Path> skipped(String why) {
        System.out.println("SKIPPED cdktf deploy: " + why);
        return Optional.empty();
    }
}
