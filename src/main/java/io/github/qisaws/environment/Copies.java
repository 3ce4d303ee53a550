package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.MapType;
import io.github.qisaws.environment.schema.TextType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The copies of an environment's database or images that exist side by side: {@code original} is what the environment was
 * created with, and each restore adds a copy with the next number until one of the two is removed.
 *
 * @param content {@code database} or {@code images}
 * @param place section of the environment file, and prefix of the keys in it
 * @param snapshots name to snapshot; {@code ""} for the original
 * @param serving the name of the copy that the site uses
 */
public record Copies(String content, Place place, SortedMap<String, String> snapshots, String serving) {
    /** What the environment was created with. */
    public static final String ORIGINAL = "original";

    /** The one that serves, and the one beside it. */
    static final int MOST = 2;

    static final TextType NAME = new TextType("original, r1, r2, …", "original|r[1-9][0-9]{0,2}");
    static final Map<String, String> ONLY_ORIGINAL = Map.of(ORIGINAL, "");

    private static final Place DATABASE_VOLUME = new Place("data", "database-");
    private static final Place IMAGES_VOLUME = new Place("data", "images-");
    private static final Place RDS = new Place("database", "");
    private static final Place EFS = new Place("image-store", "");

    public Copies {
        snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
    }

    /** Where an environment file has the keys {@code copies} and {@code serves}. */
    public record Place(String section, String prefix) {
        public String copies() {
            return prefix + "copies";
        }

        public String serves() {
            return prefix + "serves";
        }
    }

    /**
     * The copies of an environment; empty for contents that are on none of volumes, RDS, and EFS, and for EFS without a
     * server, which has to move what AWS Backup restored to its place.
     */
    public static List<Copies> of(Environment environment) {
        List<Copies> onServer =
                List.of(of(environment, "database", DATABASE_VOLUME), of(environment, "images", IMAGES_VOLUME));
        Copies onRds = of(environment, "database", RDS);
        return environment
                .topology()
                .match(new Topology.Cases<>(
                        single -> onServer,
                        two -> onServer,
                        managed -> List.of(onRds, of(environment, "images", EFS)),
                        fargate -> List.of(onRds),
                        host -> onServer,
                        pipeline -> List.of()));
    }

    private static Copies of(Environment environment, String content, Place place) {
        SortedMap<String, Object> values = environment.site().settings().values();
        SortedMap<String, String> snapshots = new TreeMap<>();
        if (values.get(place.section() + "." + place.copies()) instanceof Map<?, ?> given) {
            given.forEach((name, snapshot) -> snapshots.put(name.toString(), snapshot.toString()));
        } else {
            snapshots.putAll(ONLY_ORIGINAL);
        }
        Object serving = values.getOrDefault(place.section() + "." + place.serves(), ORIGINAL);
        return new Copies(content, place, snapshots, serving.toString());
    }

    /** The copy on RDS that may be deleted; empty for none. */
    public static String unprotected(Environment environment) {
        return environment
                .site()
                .settings()
                .values()
                .getOrDefault(ManagedKeys.UNPROTECTED.path(), "")
                .toString();
    }

    /** Whether the copies are databases on RDS. */
    public boolean onRds() {
        return place.equals(RDS);
    }

    /** Whether the copies are file systems on EFS. */
    public boolean onEfs() {
        return place.equals(EFS);
    }

    /** Whether the copies are volumes of a server. */
    public boolean onVolumes() {
        return !onRds() && !onEfs();
    }

    /** These copies and another one. */
    public Copies with(String name, String snapshot) {
        SortedMap<String, String> more = new TreeMap<>(snapshots);
        more.put(name, snapshot);
        return new Copies(content, place, more, serving);
    }

    /** These copies without one. */
    public Copies without(String name) {
        SortedMap<String, String> fewer = new TreeMap<>(snapshots);
        fewer.remove(name);
        return new Copies(content, place, fewer, serving);
    }

    /** These copies, with another one that serves. */
    public Copies switchedTo(String name) {
        return new Copies(content, place, snapshots, name);
    }

    /** The copy that does not serve. */
    public Optional<String> beside() {
        return snapshots.keySet().stream().filter(name -> !name.equals(serving)).findFirst();
    }

    /** The name of the next copy beside the one that serves. */
    public String next() {
        return "r" + (number(serving) + 1);
    }

    /** The number of a copy; 0 for the original. */
    static int number(String name) {
        return name.equals(ORIGINAL) ? 0 : Integer.parseInt(name.substring(1));
    }

    /** Copies by name, with the snapshot that each is made from; {@code ""} is for the original. */
    static MapType type(TextType snapshot) {
        return new MapType(NAME, snapshot, MOST);
    }
}
