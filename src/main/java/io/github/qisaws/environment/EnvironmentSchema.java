package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.JsonSchema;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.MarkdownReference;
import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Section;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Schema and reference of environment files, generated from the declarations that read them. */
public final class EnvironmentSchema {
    private EnvironmentSchema() {}

    /** JSON Schema, draft 2020-12. */
    public static String json() {
        return JsonSchema.write("qis-aws environment", Keys.ROOT);
    }

    /** The path of every key, and of every section around one. */
    public static Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        Keys.ROOT.forEachKey(key -> {
            for (int end = key.path().length(); end > 0; end = key.path().lastIndexOf('.', end - 1)) {
                paths.add(key.path().substring(0, end));
            }
        });
        return paths;
    }

    /**
     * The declaration of a key.
     *
     * @throws IllegalArgumentException if there is no key of this path
     */
    public static Key<?> key(String path) {
        Member member = Keys.ROOT;
        for (String name : path.split("\\.", -1)) {
            Optional<Member> inner = member instanceof Section section ? section.member(name) : Optional.empty();
            member = inner.orElseThrow(() -> new IllegalArgumentException("environment files have no key " + path));
        }
        if (member instanceof Key<?> key) {
            return key;
        }
        throw new IllegalArgumentException(path + " is a section of environment files");
    }

    /** The Python file from which servers know the role file settings that an environment file can set. */
    public static String python() {
        return RoleSettingsPython.write(RoleSetting.all().toList());
    }

    /** A Markdown table of all keys. */
    public static String reference() {
        return MarkdownReference.markdown(Keys.ROOT, "architectures", EnvironmentSchema::architectures);
    }

    private static String architectures(Key<?> key) {
        Set<TopologyKind> kinds = TopologyKind.having(key);
        boolean all = kinds.containsAll(EnumSet.allOf(TopologyKind.class));
        return all ? "all" : String.join(", ", TopologyKind.words(kinds));
    }
}
