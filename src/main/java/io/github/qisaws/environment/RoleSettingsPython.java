package io.github.qisaws.environment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the settings for the servers' Python, which checks the role file with them. */
final class RoleSettingsPython {
    private RoleSettingsPython() {}

    static String write(List<RoleSetting> settings) {
        return """
                \"""The keys of the role file that an environment file sets; generated from environment/*Keys.java, do not edit.\"""

                FORMS = {
                %s}
                DEFAULTS = {
                %s}
                """.formatted(
                        entries(settings, setting -> Optional.of(setting.form())),
                        entries(settings, RoleSetting::serverDefault));
    }

    private static String entries(List<RoleSetting> settings, Function<RoleSetting, Optional<String>> value) {
        return settings.stream()
                .flatMap(setting -> value.apply(setting).stream()
                        .map(text -> "    \"" + setting.name() + "\": \"" + text + "\",\n"))
                .collect(Collectors.joining());
    }
}
