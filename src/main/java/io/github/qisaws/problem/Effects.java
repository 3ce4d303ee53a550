package io.github.qisaws.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a command has changed so far. The last line of each failure is made from it, so that "Nothing was changed" is
 * printed only when that is known.
 */
public final class Effects {
    static final String NOTHING = "Nothing was changed.";

    private final List<Supplier<String>> local = new ArrayList<>();
    private final List<Supplier<String>> inAws = new ArrayList<>();

    /**
     * Records a change on this machine or in the state.
     *
     * @param effect what the command did, for example {@code stopped process 12}
     */
    public synchronized void add(String effect) {
        local.add(() -> effect);
    }

    /**
     * Records a change in AWS.
     *
     * @param effect what the command did, as for {@link #add}
     */
    public synchronized void addInAws(String effect) {
        inAws.add(() -> effect);
    }

    /**
     * Records an operation in AWS that is still running.
     *
     * @param effect returns what the operation has changed so far, empty if nothing; it is asked when the sentence is
     *     made
     */
    public synchronized void watchInAws(Supplier<String> effect) {
        inAws.add(effect);
    }

    /** The last line of a failure, one or two sentences: what the command has changed so far. */
    public synchronized String sentence() {
        List<String> cloud = words(inAws);
        List<String> all = Stream.concat(words(local).stream(), cloud.stream()).toList();
        if (all.isEmpty()) {
            return NOTHING;
        }
        String done = "This command " + String.join("; ", all) + ".";
        return cloud.isEmpty() ? "No AWS resources were changed. " + done : done;
    }

    private static List<String> words(List<Supplier<String>> effects) {
        return effects.stream()
                .map(Supplier::get)
                .filter(words -> !words.isEmpty())
                .distinct()
                .toList();
    }
}
