package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import java.util.List;
import java.util.Locale;

/** Converts an environment's values to the spelling of the modules. */
final class ModuleWords {
    private ModuleWords() {}

    /** An enum constant as modules and environment files write it: PER_ZONE is per-zone. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> zoneNames(Environment environment) {
        return environment.network().zones().stream()
                .map(letter -> zoneName(environment, letter))
                .toList();
    }

    static String zoneName(Environment environment, String letter) {
        return environment.placement().region() + letter;
    }
}
