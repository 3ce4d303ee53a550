package io.github.qisaws.seal;

import io.github.qisaws.aws.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Stores sealed plans in the state bucket between the planning and the applying CI job. */
public final class PlanStore {
    private final ObjectStore objects;

    public PlanStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** Stores a sealed folder. Throws if this plan is stored already; a stored plan never changes. */
    public void put(StoredPlan plan, Path folder) throws IOException {
        objects.create(plan.key(), PlanArchive.pack(folder));
    }

    /** All stored plans of an environment. */
    public List<StoredPlan> list(String environment) {
        return objects.list(StoredPlan.prefix(environment)).stream()
                .flatMap(object -> StoredPlan.of(object.key(), object.modified()).stream())
                .toList();
    }

    /** Downloads a plan to an empty folder. */
    public void fetch(StoredPlan plan, Path folder) throws IOException {
        PlanArchive.unpack(objects.get(plan.key()), folder);
    }
}
