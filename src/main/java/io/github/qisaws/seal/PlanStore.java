package io.github.qisaws.seal;

import io.github.qisaws.aws.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/** Sealed plans in the state bucket, between the job that plans and the job that applies. */
public final class PlanStore {
    private final ObjectStore objects;

    public PlanStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** Stores a sealed folder; a plan of the same commit and content is replaced. */
    public void put(StoredPlan plan, Path folder) throws IOException {
        objects.put(plan.key(), PlanArchive.pack(folder));
    }

    /** All stored plans of an environment. */
    public List<StoredPlan> list(String environment) {
        return objects.list(StoredPlan.prefix(environment)).stream()
                .flatMap(object -> StoredPlan.of(object.key(), object.modified()).stream())
                .toList();
    }

    /** Fetches a plan into an empty folder. */
    public void fetch(StoredPlan plan, Path folder) throws IOException {
        try {
            PlanArchive.unpack(objects.get(plan.key()), folder);
        } catch (ZipException e) {
            throw PlanArchive.altered("it is no archive any more");
        }
    }
}
