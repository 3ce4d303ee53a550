package io.github.qisaws.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of files, one for each of several names, so that no file overwrites another one. */
final class FileNames {
    private FileNames() {}

    /** The names in their order, with signs replaced that a file name cannot have, and equal ones numbered. */
    static List<String> of(List<String> names) {
        Set<String> taken = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
            String free = plain;
            // File systems of macOS and Windows do not tell capitals apart.
            for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
                free = plain + "-" + number;
            }
            unique.add(free);
        }
        return unique;
    }
}
