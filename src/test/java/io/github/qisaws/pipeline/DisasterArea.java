package io.github.qisaws.pipeline;

import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A project and an emulator of their own for one environment. */
record DisasterArea(Emulator emulator, Disaster disaster) implements AutoCloseable {
    /** The environment's file may be changed first. */
    static DisasterArea make(Path folder, String name, UnaryOperator<String> change) throws IOException {
        return make(folder, name, change, emulator -> emulator);
    }

    /** The same, on a way to the emulator of one's own. */
    static DisasterArea make(Path folder, String name, UnaryOperator<String> change, UnaryOperator<URI> way)
            throws IOException {
        for (String part : List.of("environments/" + name, "modules")) {
            TestEngine.copy(Path.of(part), folder.resolve(part));
        }
        Path file = folder.resolve("environments").resolve(name).resolve("environment.yaml");
        Files.writeString(file, change.apply(Files.readString(file)));
        TestEngine engine = TestEngine.find();
        Emulator emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), line -> {});
        Map<String, String> variables = new TreeMap<>(emulator.over(TestEngine.OURS, "eu-west-1"));
        variables.computeIfPresent(
                "AWS_ENDPOINT_URL", (key, url) -> way.apply(URI.create(url)).toString());
        Tools tools = Tools.of(engine.runner(), variables);
        return new DisasterArea(emulator, new Disaster(name, new Project(folder), emulator, tools));
    }

    @Override
    public void close() {
        emulator.close();
    }
}
