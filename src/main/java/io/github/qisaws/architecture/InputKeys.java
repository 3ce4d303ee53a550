package io.github.qisaws.architecture;

import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.environment.RoleSetting;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the environment key of a component's input, to which errors of the input are mapped. */
public final class InputKeys {
    /** Members of inputs whose key has a different name or is in a different section than the rest of the input. */
    private static final Map<String, String> MEMBERS = Map.of(
            "resources.full-time-group", "web.self-healing",
            "restore_from.database", "data.database-snapshot",
            "restore_from.images", "data.images-snapshot",
            "role_settings.QIS_CLIENT_CIDRS", "network.cidr",
            "role_settings.QIS_LOG_GROUP", "monitoring.enabled",
            "role_settings.QIS_PUBLIC_HOST_NAME", "host-name");

    private static final String ROLE_SETTINGS = "role_settings.";

    private static final Set<String> PATHS = EnvironmentSchema.paths();

    private InputKeys() {}

    /**
     * The key; empty for an input without a key.
     *
     * @param input with members after a dot, such as {@code scaling.maximum}
     */
    public static Optional<String> of(Contract component, String input) {
        if (MEMBERS.containsKey(input)) {
            return Optional.of(MEMBERS.get(input));
        }
        if (input.startsWith(ROLE_SETTINGS)) {
            return RoleSetting.all()
                    .filter(setting -> input.equals(ROLE_SETTINGS + setting.name()))
                    .map(setting -> setting.key().path())
                    .findFirst();
        }
        int dot = input.indexOf('.');
        String name = dot < 0 ? input : input.substring(0, dot);
        return component
                .input(name)
                .flatMap(Input::origin)
                .map(Input.Origin::path)
                .map(path -> dot < 0 ? path : member(path, input.substring(dot + 1)));
    }

    /** The key for a member of the input if there is one, such as web.scaling.scale-out-above. */
    private static String member(String path, String member) {
        String inner = path + "." + member.replace('_', '-').toLowerCase(Locale.ROOT);
        return PATHS.contains(inner) ? inner : path;
    }
}
