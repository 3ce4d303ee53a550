package io.github.qisaws.module;

import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Input;
import io.github.qisaws.synth.StableJson;
import io.github.qisaws.synth.Versions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a module's README. */
final class ModuleReadme {
    private ModuleReadme() {}

    static String of(Contract contract) {
        return """
                # QIS on AWS: %s

                %s

                Version %s. Terraform or OpenTofu %s, AWS provider %s. The module has no provider and no backend block:
                the caller's are used. Generated; the place to change it is `%s` in this repository's Java source.

                ## Use

                ```hcl
                %s
                ```

                `examples/basic` contains this as a complete configuration. `terraform test` in this folder checks every
                input rule without an AWS account. From another repository, use this repository with a commit or tag,
                `git::https://…/qis-aws.git//modules/%s?ref=…`, or the archive that `qis-aws modules package` creates.
                `modules/CHANGELOG.md` lists the changes. Every changed resource address has a `moved` block.

                ## Inputs

                | name | type | default | description | allowed |
                |---|---|---|---|---|
                %s

                ## Outputs

                | name | description |
                |---|---|
                %s

                ## Stateful resources

                %s
                """.formatted(
                        contract.title(),
                        contract.purpose(),
                        ModuleFiles.VERSION,
                        Versions.TERRAFORM,
                        Versions.AWS,
                        "architecture." + contract.name(),
                        usage(contract),
                        contract.name(),
                        contract.inputs().stream().map(ModuleReadme::row).collect(Collectors.joining("\n")),
                        contract.outputs().stream()
                                .map(output -> "| `" + output.name() + "` | " + cell(output.description()) + " |")
                                .collect(Collectors.joining("\n")),
                        stateful(contract));
    }

    private static String usage(Contract contract) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("source", "./modules/" + contract.name());
        arguments.putAll(ModuleFiles.exampleArguments(contract));
        int width = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
        String body = arguments.entrySet().stream()
                .map(argument -> "  " + argument.getKey()
                        + " ".repeat(width - argument.getKey().length()) + " = "
                        + StableJson.compact(argument.getValue()))
                .collect(Collectors.joining("\n"));
        return "module \"" + contract.name() + "\" {\n" + body + "\n}";
    }

    private static String row(Input input) {
        String standard = input.defaultValue()
                .map(value -> "`" + StableJson.compact(value) + "`")
                .orElse("(required)");
        String rules = input.rules().stream().map(Input.Rule::message).collect(Collectors.joining(" "));
        return "| `%s` | `%s` | %s | %s | %s |"
                .formatted(input.name(), input.type(), cell(standard), cell(input.description()), cell(rules));
    }

    private static String stateful(Contract contract) {
        List<Contract.Stateful> stateful = contract.stateful();
        if (stateful.isEmpty()) {
            return "None. Every resource of this module can be recreated without data loss.";
        }
        return stateful.stream()
                .map(item -> "- `" + item.resource() + "`: destroying it loses " + item.loss() + ".")
                .collect(Collectors.joining("\n"));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
