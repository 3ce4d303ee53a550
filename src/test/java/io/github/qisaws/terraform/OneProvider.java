package io.github.qisaws.terraform;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import java.nio.file.Path;

/** Runs the engine with one AWS provider for all that it does, instead of one after another. */
public final class OneProvider {
    private OneProvider() {}

    /** The folder must be initialized. Where sharing is not safe, the engine starts its own. */
    public static Result run(TestEngine engine, Path folder, String... arguments) {
        Terraform terraform = new Terraform(engine.runner(), engine.engine(), folder, engine.environment());
        try (SharedProvider provider = SharedProvider.start(terraform, TestEngine.CACHE)) {
            return engine.in(provider.sharedBy(terraform).environment()).run(folder, arguments);
        }
    }
}
