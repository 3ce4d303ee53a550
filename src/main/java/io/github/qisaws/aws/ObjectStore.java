package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;

/** Objects of one bucket. */
public interface ObjectStore {
    /** Stores an object; one with the same key is replaced. */
    void put(String key, byte[] content);

    /** The objects whose keys start with a prefix. */
    List<Stored> list(String prefix);

    byte[] get(String key);

    /** An object. */
    record Stored(String key, Instant modified) {}
}
