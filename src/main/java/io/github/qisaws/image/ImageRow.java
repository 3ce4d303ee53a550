package io.github.qisaws.image;

import io.github.qisaws.aws.MachineImage;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An AMI with its copies in other regions.
 *
 * @param version recipe version and build number; empty if Image Builder did not build the image
 * @param environment the environment whose pipeline built the image
 * @param places the image and its copies by region; filled while the list is built
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
     * The AMI in one region.
     *
     * @param current whether new servers use it
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

    /** Whether new servers use the image in any region. */
    public boolean current() {
        return places.values().stream().anyMatch(Place::current);
    }
}
