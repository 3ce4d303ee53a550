package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Document;
import io.github.qisaws.environment.schema.Mistakes;
import io.github.qisaws.environment.schema.Position;
import io.github.qisaws.environment.schema.SourceMap;
import io.github.qisaws.environment.schema.Values;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and checks environment files; starts no program and writes no file. */
public final class EnvironmentFile {
    /** The file's name in the environment's folder. */
    public static final String NAME = "environment.yaml";

    private EnvironmentFile() {}

    /**
     * The environment of a folder.
     *
     * @throws InvalidEnvironmentException with all mistakes at once
     */
    public static Environment read(Path folder) {
        return check(folder).orThrow();
    }

    /** The environment of a folder or all its mistakes, and the position of each property. */
    public static Reading check(Path folder) {
        Optional<String> unusable = EnvironmentFolder.unusable(folder);
        if (unusable.isPresent()) {
            Mistakes mistakes = new Mistakes(folder.toString());
            mistakes.add(Position.WHOLE_FILE, "", unusable.get());
            return new Reading(Optional.empty(), mistakes.sorted(), new SourceMap(folder.toString(), Map.of()));
        }
        Path file = folder.resolve(NAME);
        Mistakes mistakes = new Mistakes(file.toString());
        String name = EnvironmentFolder.nameOf(folder);
        EnvironmentFolder.wrongName(name).ifPresent(wrong -> mistakes.add(Position.WHOLE_FILE, "", wrong));
        Document document = Document.read(file, Keys.ROOT, mistakes);
        document.values().ifPresent(values -> judge(values, new Findings(document.sources(), mistakes)));
        return new Reading(build(name, document, mistakes), mistakes.sorted(), document.sources());
    }

    /** Determines the kind of deployment first, because the other checks see only the keys of that kind. */
    private static void judge(Values values, Findings findings) {
        new TopologyCheck().judge(values, findings);
        Values own = own(values);
        ValueCheck.ALL.forEach(check -> check.judge(own, findings));
    }

    /** The values of the keys that the chosen kind has. */
    private static Values own(Values values) {
        Set<TopologyKind> possible = TopologyKind.possible(values);
        return values.only(member -> possible.stream().anyMatch(kind -> kind.has(member)));
    }

    private static Optional<Environment> build(String name, Document document, Mistakes mistakes) {
        return document.values()
                .filter(values -> mistakes.isEmpty())
                .map(values -> new EnvironmentBuilder(name, own(values)).build());
    }
}
