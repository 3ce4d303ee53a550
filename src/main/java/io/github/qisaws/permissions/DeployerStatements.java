package io.github.qisaws.permissions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that grant actions, each as narrowly as the facts allow. */
final class DeployerStatements {
    private final DeployerFacts facts;
    private final Target target;

    DeployerStatements(DeployerFacts facts, Target target) {
        this.facts = facts;
        this.target = target;
    }

    /** Statements with these grants; those for all resources first. */
    List<Statement> of(Collection<Grant> grants) {
        Map<Boolean, Set<Grant>> open = new TreeMap<>();
        Map<Scope, Set<Grant>> scoped = new LinkedHashMap<>();
        for (Grant grant : new TreeSet<>(grants)) {
            Optional<Scope> scope = facts.scope(grant);
            if (scope.isPresent()) {
                scoped.computeIfAbsent(scope.get(), each -> new TreeSet<>()).add(grant);
            } else {
                open.computeIfAbsent(facts.isGlobal(grant), each -> new TreeSet<>())
                        .add(grant);
            }
        }
        List<Statement> statements = new ArrayList<>();
        open.forEach((global, each) -> statements.add(open(each, global)));
        scoped.forEach((scope, each) -> statements.add(scoped(scope, each)));
        return statements;
    }

    private Statement open(Set<Grant> grants, boolean global) {
        Statement statement = Statement.allow(names(grants, Grant::action), List.of("*"));
        return global ? statement : statement.when("StringEquals", "aws:RequestedRegion", target.region());
    }

    private Statement scoped(Scope scope, Set<Grant> grants) {
        Statement statement = Statement.allow(
                names(grants, Grant::action),
                scope.resources().stream().map(target::fill).toList());
        if (scope.condition() != null) {
            statement = statement.when(
                    scope.condition().operator(), scope.condition().key(), values(scope.condition()));
        }
        return scope.service() == null ? statement : onlyFor(scope.service(), grants, statement);
    }

    /** A single value is a string, several are a list. */
    private Object values(Scope.Condition condition) {
        List<String> values = condition.values().stream().map(target::fill).toList();
        return values.size() == 1 ? values.get(0) : values;
    }

    private Statement onlyFor(Scope.ServiceKey key, Set<Grant> grants, Statement statement) {
        List<String> services = names(grants, Grant::service).stream()
                .flatMap(service -> principals(target.fill(key.form().formatted(service))))
                .toList();
        return statement.when(key.operator(), key.key(), services);
    }

    /** In China some services have another name. */
    private Stream<String> principals(String service) {
        return target.partition().equals("aws-cn") ? Stream.of(service, service + ".cn") : Stream.of(service);
    }

    private static Set<String> names(Set<Grant> grants, Function<Grant, String> name) {
        return grants.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }
}
