package io.github.qisaws.environment.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A mapping with known keys.
 *
 * @param members in the order of declaration, which is that of the documentation
 */
public record Section(String path, String description, List<Member> members) implements Member {
    /** Prefix of root keys that are ignored, so that they can hold anchors. */
    public static final String EXTENSION = "x-";

    public Section {
        members = List.copyOf(members);
    }

    public static Builder at(String path, String description) {
        return new Builder(path, description);
    }

    public Optional<Member> member(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    public List<String> names() {
        return members.stream().map(Member::name).toList();
    }

    /** Visits every key, also those of inner sections. */
    public void forEachKey(Consumer<Key<?>> visitor) {
        for (Member member : members) {
            if (member instanceof Section section) {
                section.forEachKey(visitor);
            } else if (member instanceof Key<?> key) {
                visitor.accept(key);
            }
        }
    }

    /** Declares the keys of one section, each once. */
    public static final class Builder {
        private final String path;
        private final String description;
        private final List<Member> members = new ArrayList<>();

        private Builder(String path, String description) {
            this.path = path;
            this.description = description;
        }

        public <T> Key<T> key(
                String name, ValueType<T> type, Default<T> whenAbsent, String description, Object... examples) {
            String full = path.isEmpty() ? name : path + "." + name;
            Key<T> key = new Key<>(full, type, description, whenAbsent, List.of(examples));
            members.add(key);
            return key;
        }

        public Builder section(Section section) {
            members.add(section);
            return this;
        }

        public Section build() {
            return new Section(path, description, members);
        }
    }
}
