package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.ValueType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of the servers' role file whose value comes from an environment key: {@code web.threads} sets {@code
 * QIS_THREADS}.
 *
 * @param reader the part of a server that reads the line
 * @param defaultOnServer whether a server without the line uses the key's default; otherwise it computes the value
 */
public record RoleSetting(Key<?> key, Part reader, boolean defaultOnServer) {
    /** The parts of a server that have settings. */
    public enum Part {
        WEB,
        DATABASE
    }

    static RoleSetting of(Part reader, Key<?> key) {
        return new RoleSetting(key, reader, true);
    }

    /** Every setting. */
    public static Stream<RoleSetting> all() {
        return Stream.concat(WebKeys.ROLE_SETTINGS.stream(), DataKeys.ROLE_SETTINGS.stream());
    }

    /** The same line, whose value depends on the server if the line is missing. */
    RoleSetting workedOutByServer() {
        return new RoleSetting(key, reader, false);
    }

    /** The name in the role file. */
    public String name() {
        return "QIS_" + key.name().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The default on a server without the line, if it has a fixed one. */
    public Optional<String> serverDefault() {
        return key.fixedDefault().filter(any -> defaultOnServer).map(String::valueOf);
    }

    /** What a value looks like, as a regular expression that Python and Terraform both know. */
    public String form() {
        ValueType<?> type = key.type();
        if (type instanceof IntegerType) {
            return "[0-9]{1,6}";
        }
        if (type instanceof BooleanType) {
            return "true|false";
        }
        if (type instanceof ChoiceType<?> choice) {
            return String.join("|", choice.words().keySet());
        }
        throw new IllegalArgumentException(
                key.path() + " is a text, which the role file cannot check by the key alone");
    }

    /** What a value must be, to follow "must be". */
    public String allowed() {
        return key.type() instanceof IntegerType
                ? "a whole number"
                : "one of " + key.type().allowed();
    }
}
