package io.github.qisaws.cli;

import io.github.qisaws.cost.Amounts;
import io.github.qisaws.cost.Estimate;
import io.github.qisaws.cost.PriceFile;
import io.github.qisaws.cost.PriceList;
import io.github.qisaws.cost.Prices;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.CostReport;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Project;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Estimates the monthly cost of an environment, or updates the price file. */
@Command(
        name = "cost",
        description = "Estimates the monthly cost of an environment by component, on demand and reserved for one year.")
final class CostCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private EngineOptions engine;

    @Parameters(paramLabel = "ENV", arity = "0..1", description = "Name of the environment.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Use the JSON of an existing plan instead of planning.")
    private Optional<Path> plan = Optional.empty();

    @Option(names = "--prices", paramLabel = "FILE", description = "Price file to use (default: the built-in one).")
    private Optional<Path> prices = Optional.empty();

    @Option(names = "--json", description = "Print JSON with every priced item.")
    private boolean json;

    @Option(
            names = "--refresh",
            description = "Update the price file from AWS's public price list (downloads several hundred MB). Includes"
                    + " the region and instance types of ENV if given.")
    private boolean refresh;

    @Option(
            names = "--price-list",
            paramLabel = "URL",
            description = "URL of the price list (default: ${DEFAULT-VALUE}).",
            defaultValue = "https://pricing.us-east-1.amazonaws.com")
    private URI priceList;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "With --refresh, another region to include. Repeatable.")
    private Set<String> regions = new LinkedHashSet<>();

    @Option(
            names = "--instance-type",
            paramLabel = "TYPE",
            description = "With --refresh, another instance type to include. Repeatable.")
    private Set<String> types = new LinkedHashSet<>();

    @Override
    public Integer call() {
        if (refresh) {
            return refresh();
        }
        String environment = name.orElseThrow(() -> new Problem(
                        ExitCode.USAGE,
                        "no environment named",
                        "",
                        "Name an environment, or pass --refresh to update only the prices.")
                .asException());
        Prices known = prices.map(PriceFile::read).orElseGet(PriceFile::builtIn);
        CostReport report = new CostReport(root.project(), engine.tools(root), known);
        Estimate estimate =
                plan.map(file -> report.of(environment, file)).orElseGet(() -> report.of(environment, root.console()));
        if (json) {
            root.console().print(Json.of(data(environment, known, estimate)));
        } else {
            table(environment, known, estimate);
        }
        return ExitCode.OK.number();
    }

    private static Map<String, Object> data(String environment, Prices known, Estimate estimate) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("schema-version", 1);
        data.put("environment", environment);
        data.put("currency", "USD");
        data.put("prices-of", known.date().toString());
        data.put("source", known.source());
        data.put("total", estimate.total());
        data.put("components", estimate.components());
        data.put("items", estimate.lines());
        data.put("unknown", estimate.unknown());
        data.put("by-use", estimate.byUse());
        return data;
    }

    private void table(String environment, Prices known, Estimate estimate) {
        Console console = root.console();
        console.print(row("US dollars a month", "on demand", "1 y reserved", "whole fleet"));
        estimate.components()
                .forEach((component, amounts) ->
                        console.print(row(component.isEmpty() ? "(others)" : component, amounts)));
        console.print(row("total of " + environment, estimate.total()));
        estimate.unknown().forEach(each -> console.print("unknown, not counted as zero: " + each));
        estimate.byUse().forEach(each -> console.print("billed by usage, not included: " + each));
        console.say("Prices as of " + known.date() + ": " + known.source()
                + ". 730 hours per month, excluding tax; reserved: one year, no upfront payment.");
    }

    private static String row(String name, Amounts amounts) {
        return row(name, cents(amounts.onDemand()), cents(amounts.reserved()), cents(amounts.most()));
    }

    private static String row(String name, String onDemand, String reserved, String most) {
        return String.format("%-24s %12s %14s %13s", name, onDemand, reserved, most);
    }

    private static String cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private int refresh() {
        Project project = root.project();
        Path file = prices.orElseGet(() -> project.root().resolve(PriceFile.IN_PROJECT));
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new Problem(
                            ExitCode.USAGE,
                            "no folder for the updated price file",
                            file.toAbsolutePath().getParent()
                                    + " does not exist. Only a checkout of qis-aws contains it.",
                            "Name a file with --prices FILE.")
                    .asException();
        }
        name.map(environment -> EnvironmentFile.read(project.existingFolder(environment)))
                .ifPresent(this::include);
        PriceList.Renewal renewal = new PriceList(priceList, root.console()::say)
                .renew(Files.exists(file) ? PriceFile.read(file) : PriceFile.builtIn(), regions, types, today());
        Folders.write(file, PriceFile.write(renewal.prices()), root.effects());
        root.console()
                .say(renewal.renewed() + " prices updated, " + renewal.kept().size() + " unchanged.");
        root.console().print(file.toString());
        return ExitCode.OK.number();
    }

    private void include(Environment environment) {
        regions.add(environment.placement().region());
        types.addAll(environment.topology().instanceTypes());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
