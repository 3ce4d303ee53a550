package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;

/** Objects in a bucket; an interface so that tests need no S3. */
public interface ObjectStore {
    /** Stores an object; replaces an object with the same key. */
    void put(String key, byte[] content);

    /** The objects whose keys start with a prefix. */
    List<Stored> list(String prefix);

    byte[] get(String key);

    /** A stored object. */
    record Stored(String key, Instant modified) {}
}
