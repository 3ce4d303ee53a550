package io.github.qisaws.environment.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The values that were read, by key declaration. */
public final class Values {
    private final Map<String, Object> read;
    private final Set<String> given;
    private final Predicate<Member> admitted;

    Values() {
        this(new HashMap<>(), new HashSet<>(), member -> true);
    }

    private Values(Map<String, Object> read, Set<String> given, Predicate<Member> admitted) {
        this.read = read;
        this.given = given;
        this.admitted = admitted;
    }

    /** The same values without keys that are not admitted; those are neither given nor have a default. */
    public Values only(Predicate<Member> members) {
        return new Values(read, given, members);
    }

    /** Whether the key or section has an effect for this kind of deployment. */
    public boolean admits(Member member) {
        return admitted.test(member);
    }

    /** Records that the file has a key or section, valid or not. */
    void give(Member member) {
        given.add(member.path());
    }

    <T> void put(Key<T> key, T value) {
        read.put(key.path(), value);
    }

    /** Whether the file has the key or section, valid or not. */
    public boolean isGiven(Member member) {
        return admits(member) && given.contains(member.path());
    }

    /** The value as given, otherwise its fixed default; empty if the given value is invalid or neither exists. */
    public <T> Optional<T> find(Key<T> key) {
        return findOr(key, key.whenAbsent()::value);
    }

    /** The value as given; if the key is missing, the value that the supplier computes from other keys. */
    public <T> Optional<T> findOr(Key<T> key, Supplier<Optional<T>> derived) {
        if (!admits(key)) {
            return Optional.empty();
        }
        return isGiven(key) ? given(key) : derived.get();
    }

    /** The value of a key that is known to be valid, as all are in a file without mistakes. */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no value for " + key.path()));
    }

    // Only put() writes, and it takes the key's own type.
    @SuppressWarnings("unchecked")
    private <T> Optional<T> given(Key<T> key) {
        return Optional.ofNullable((T) read.get(key.path()));
    }
}
