package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;

/** Objects in a bucket; an interface so that tests need no S3. */
public interface ObjectStore {
    /** Stores a new object. Throws if there is an object with the same key, and leaves that object as it is. */
    void create(String key, byte[] content);

    /** The objects whose keys start with a prefix. */
    List<Stored> list(String prefix);

    byte[] get(String key);

    /** A stored object. */
    record Stored(String key, Instant modified) {}
}
