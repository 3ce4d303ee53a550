package io.github.qisaws.pipeline.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where sealed plans wait between the job that plans and the job that applies. */
public interface PlanStore {
    /** Stores a sealed folder; a plan of the same commit and content is replaced. */
    void put(StoredPlan plan, Path folder) throws IOException;

    /** All stored plans of an environment. */
    List<StoredPlan> list(String environment);

    /** Fetches a plan into an empty folder. */
    void fetch(StoredPlan plan, Path folder) throws IOException;
}
