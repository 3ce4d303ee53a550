package io.github.qisaws.image;

import io.github.qisaws.aws.MachineImage;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image with its copies in other regions.
 *
 * @param version the recipe's version and the build's number, if Image Builder made it
 * @param environment the one whose pipeline made it
 * @param places by region; grows while the list is made
 */
public record ImageRow(
        String name,
        String created,
        Optional<String> version,
        String processor,
        Optional<String> environment,
        SortedMap<String, Place> places) {

    static final Comparator<ImageRow> NEWEST_FIRST =
            Comparator.comparing(ImageRow::created).reversed().thenComparing(ImageRow::name);

    /**
     * The image in one region.
     *
     * @param current whether new servers start from it
     */
    public record Place(String id, String state, boolean current) {
        static Place of(MachineImage image, boolean current) {
            return new Place(image.id(), image.state(), current);
        }
    }

    static ImageRow of(MachineImage image) {
        return new ImageRow(
                image.name(),
                image.created(),
                image.version(),
                image.processor(),
                image.environment(),
                new TreeMap<>());
    }

    /** Whether new servers start from it in any region. */
    public boolean current() {
        return places.values().stream().anyMatch(Place::current);
    }
}
