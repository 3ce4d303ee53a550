package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.plan.Plan.FailedCheck;
import io.github.qisaws.plan.Plan.Header;
import io.github.qisaws.plan.Plan.OutputChange;
import io.github.qisaws.plan.Plan.Postponed;
import io.github.qisaws.plan.Plan.Postponed.Kind;
import io.github.qisaws.text.NamedValues;
import io.github.qisaws.text.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Collects the parts of a plan while its JSON is read. */
final class PlanBuilder {
    private final List<Change> changes = new ArrayList<>();
    private final List<JsonNode> drift = new ArrayList<>();
    private final StateResources state = new StateResources();
    private final List<OutputChange> outputs = new ArrayList<>();
    private final List<FailedCheck> checks = new ArrayList<>();
    private final List<Plan.Program> programs = new ArrayList<>();
    private final Pool pool = new Pool();
    private String formatVersion = "";
    private String engineVersion = "";
    private JsonNode configuration = MissingNode.getInstance();
    private boolean errored;
    private boolean complete = true;
    private boolean applyable = true;
    private final List<Postponed> postponed = new ArrayList<>();

    void formatVersion(String version) {
        formatVersion = version;
    }

    void engineVersion(String version) {
        engineVersion = version;
    }

    void errored(boolean value) {
        errored = value;
    }

    void complete(boolean value) {
        complete = value;
    }

    void applyable(boolean value) {
        applyable = value;
    }

    void deferredChange(JsonNode node) {
        JsonNode change = node.path("resource_change");
        postponed.add(new Postponed(
                Kind.DEFERRED_CHANGE,
                addressOf(change),
                Optional.of(action(change.path("change"))),
                node.path("reason").asText(),
                ""));
    }

    void deferredAction(JsonNode node) {
        String address = addressOf(node.path("action_invocation"));
        postponed.add(new Postponed(
                Kind.DEFERRED_ACTION,
                address,
                Optional.empty(),
                node.path("reason").asText(),
                ""));
    }

    void actionInvocation(JsonNode node) {
        JsonNode trigger = node.path("lifecycle_action_trigger");
        postponed.add(new Postponed(
                Kind.ACTION,
                addressOf(node),
                Optional.empty(),
                trigger.path("action_trigger_event").asText(),
                trigger.path("triggering_resource_address").asText()));
    }

    private static String addressOf(JsonNode node) {
        return node.path("address").asText();
    }

    void change(JsonNode node) {
        JsonNode change = node.path("change");
        changes.add(resource(node, attributes -> consistent(change, attributes)));
    }

    void drift(JsonNode node) {
        drift.add(node);
    }

    StateResources state() {
        return state;
    }

    void configuration(JsonNode node) {
        configuration = node;
        programs.addAll(Programs.of(node));
    }

    void output(String name, JsonNode node) {
        OutputChange output = new OutputChange(
                name, action(node), Flattener.flatten(marked(name, node), pool).shown());
        if (output.action() != Action.NO_OP) {
            outputs.add(output);
        }
    }

    /** The change of an output, marked as sensitive if its name is that of a secret. */
    private static JsonNode marked(String name, JsonNode node) {
        boolean secret = NamedValues.hides(name, node.path("before")) || NamedValues.hides(name, node.path("after"));
        if (secret && node instanceof ObjectNode change) {
            change.put("before_sensitive", true).put("after_sensitive", true);
        }
        return node;
    }

    void check(JsonNode node) {
        String status = node.path("status").asText();
        if (status.equals("pass")) {
            return;
        }
        List<String> messages = new ArrayList<>();
        node.path("instances").forEach(instance -> instance.path("problems")
                .forEach(problem ->
                        messages.add(Secrets.mask(problem.path("message").asText()))));
        checks.add(
                new FailedCheck(node.path("address").path("to_display").asText(), status, String.join("; ", messages)));
    }

    /** The plan, with the changes outside Terraform that Terraform found while it planned. */
    Plan build(Ignored ignored) {
        return plan(changes, outside(ignored, false).of(drift), Defaults.of(declared(ignored)));
    }

    /** A plan of only the changes outside Terraform, also those that an earlier refresh has written to the state. */
    Plan drift(Ignored ignored) {
        OutsideChanges outside = outside(ignored, true);
        List<Change> all = new ArrayList<>(outside.of(drift));
        all.addAll(outside.additions());
        return plan(List.of(), all, Defaults.NONE);
    }

    private OutsideChanges outside(Ignored ignored, boolean recorded) {
        return new OutsideChanges(declared(ignored), state, changes, recorded, this::resource);
    }

    private Optional<Declared> declared(Ignored ignored) {
        return configuration.isObject() ? Optional.of(Declared.of(configuration, ignored)) : Optional.empty();
    }

    private Plan plan(List<Change> planned, List<Change> outside, Defaults defaults) {
        Instances instances = new Instances(planned, outside);
        return new Plan(
                new Header(formatVersion, engineVersion, errored, complete, applyable, omitted(), postponed),
                instances.named(planned),
                instances.named(outside),
                outputs,
                checks,
                programs,
                defaults);
    }

    /** A refresh-only plan lists only the resources that were changed outside Terraform. */
    private int omitted() {
        return changes.isEmpty() && !drift.isEmpty() ? 0 : state.countWithout(changes);
    }

    private Change resource(JsonNode node) {
        return resource(node, attributes -> action(node.path("change")));
    }

    private Change resource(JsonNode node, Function<Flattener.Attributes, Action> action) {
        String address = node.path("address").asText();
        if (address.isEmpty()) {
            throw PlanReader.notAPlan("A resource change has no address.");
        }
        Address parsed = Address.parse(address);
        JsonNode change = node.path("change");
        Flattener.Attributes attributes = Flattener.flatten(change, pool);
        return new Change(
                parsed,
                pool.text(node.path("type").asText(parsed.type())),
                opens(node) ? Action.READ : action.apply(attributes),
                pool.text(node.path("action_reason").asText()),
                origin(node, change),
                attributes.shown(),
                attributes.concealed());
    }

    /** The action, or an unrecognized one if the values contradict it: the guard could not tell which of them is true. */
    private static Action consistent(JsonNode change, Flattener.Attributes attributes) {
        Action action = action(change);
        boolean contradicts =
                switch (action) {
                    case NO_OP ->
                        Stream.concat(attributes.shown().stream(), attributes.concealed().stream())
                                .anyMatch(Attribute::changed);
                    case UPDATE ->
                        change.path("before").isObject() && change.path("after").isNull();
                    default -> false;
                };
        return contradicts ? Action.UNKNOWN : action;
    }

    private static Change.Origin origin(JsonNode node, JsonNode change) {
        Optional<String> moved = textOf(node, "previous_address");
        Optional<String> deposed = textOf(node, "deposed");
        JsonNode importing = change.path("importing");
        Optional<String> imported = importing.isObject() ? Optional.of(imported(importing)) : Optional.empty();
        return moved.isEmpty() && deposed.isEmpty() && imported.isEmpty()
                ? Change.Origin.PLAIN
                : new Change.Origin(moved.map(Address::parse), imported, deposed);
    }

    /** The ID of an import, or its identity, which has several named values. */
    private static String imported(JsonNode importing) {
        List<String> parts = new ArrayList<>();
        importing.path("identity").properties().stream()
                .filter(part -> !part.getValue().isNull())
                .forEach(part -> parts.add(part.getKey() + " = "
                        + (Secrets.isSecretName(part.getKey())
                                ? Value.hidden("").text()
                                : Secrets.mask(part.getValue().asText()))));
        return textOf(importing, "id")
                .or(() -> parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts)))
                .orElse("ID known after apply");
    }

    private static Optional<String> textOf(JsonNode node, String field) {
        return node.path(field).isTextual() ? Optional.of(node.path(field).asText()) : Optional.empty();
    }

    /** OpenTofu lists the ephemeral resources that it opens, which exist only while it runs. */
    private static boolean opens(JsonNode node) {
        return node.path("mode").asText().equals("ephemeral")
                && names(node.path("change")).equals(List.of("open"));
    }

    private static Action action(JsonNode change) {
        return Action.of(names(change));
    }

    private static List<String> names(JsonNode change) {
        List<String> names = new ArrayList<>();
        change.path("actions").forEach(name -> names.add(name.asText()));
        return names;
    }
}
