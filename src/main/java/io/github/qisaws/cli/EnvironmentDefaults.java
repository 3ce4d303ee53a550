package io.github.qisaws.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Sets each option from an environment variable, for example {@code --provider-mirror} from QIS_AWS_PROVIDER_MIRROR.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> variables;

    EnvironmentDefaults(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
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
