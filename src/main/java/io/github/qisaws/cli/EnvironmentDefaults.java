package io.github.qisaws.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Sets each option from an environment variable, for example {@code --provider-mirror} from QIS_AWS_PROVIDER_MIRROR.
 * Options that allow a loss or skip a question have no variable: they hold for one command, and a variable stays.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final Set<String> ONLY_ON_THE_COMMAND_LINE = Set.of("--allow-destroy", "--yes", "--unlock");

    private final Map<String, String> variables;

    EnvironmentDefaults(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || option.usageHelp()
                || option.versionHelp()
                || ONLY_ON_THE_COMMAND_LINE.contains(option.longestName())) {
            return null;
        }
        String value = variables.get(variable(option));
        return value == null || value.isEmpty() ? null : value;
    }

    static String variable(OptionSpec option) {
        return "QIS_AWS_"
                + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
