package io.github.qisaws.terraform;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import java.nio.file.Path;

/** Runs the engine with one AWS provider for all that it does, instead of one after another. */
public final class OneProvider {
    private OneProvider() {}

    /** The folder must be initialized. Where sharing is not safe, the engine starts its own. */
    public static Result run(TestEngine test, Path folder, String... arguments) {
        ProcessEngine engine = new ProcessEngine(test.runner(), test.binary(), folder, test.environment());
        try (SharedProvider provider = SharedProvider.start(engine, TestEngine.CACHE)) {
            return test.in(provider.sharedBy(engine).environment()).run(folder, arguments);
        }
    }
}
