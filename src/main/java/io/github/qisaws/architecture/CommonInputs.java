package io.github.qisaws.architecture;

import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.environment.RoleSetting;
import io.github.qisaws.environment.schema.ChoiceType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Inputs that every module has, and the patterns that several share. */
public final class CommonInputs {
    public static final String ID = "[a-z]+-[0-9a-z]{3,}";
    public static final String ARN = "arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:.+";

    /** The environment's name, part of every resource's name. */
    public static final Input ENVIRONMENT = Input.required("environment", "string", "demo")
            .describedAs("Name of the environment; becomes part of every resource's name.")
            .matching(
                    "[a-z][a-z0-9-]{0,19}",
                    "environment must be 1 to 20 lower-case letters, digits and hyphens, starting with a letter.",
                    "No Capitals")
            .build();

    /** Tags for every resource of the module. */
    public static final Input TAGS = Input.optional("tags", "map(string)", Map.of())
            .decidedBy("tags")
            .describedAs("Tags for every resource, added to the Name and qis-aws:resource tags that the module sets.")
            .rule(
                    "alltrue([for k, v in var.tags : !startswith(lower(k), \"aws:\") && length(k) <= 128 && length(v) <= 256])",
                    "tags must not start with aws:, and are at most 128 characters long with values of at most 256.",
                    Map.of("aws:reserved", "x"))
            .build();

    private CommonInputs() {}

    /** The words that a key of environment files allows. */
    static List<String> words(String key) {
        return List.copyOf(
                ((ChoiceType<?>) EnvironmentSchema.key(key).type()).words().keySet());
    }

    /** An input that takes the id of a resource, such as {@code vpc-…}. */
    static Input.Builder id(String name, String prefix) {
        return Input.required(name, "string", prefix + "-0123456789abcdef0")
                .matching(prefix + "-[0-9a-z]+", name + " must be an id that starts with " + prefix + "-.", "nonsense");
    }

    /** An input that takes ids of resources, at least {@code minimum} of them. */
    static Input.Builder ids(String name, String prefix, int minimum) {
        List<String> example = IntStream.range(0, Math.max(minimum, 1))
                .mapToObj(i -> prefix + "-0123456789abcdef" + i)
                .toList();
        return Input.required(name, "list(string)", example)
                .eachMatching(
                        prefix + "-[0-9a-z]+", name + " must hold ids that start with " + prefix + "-.", "nonsense")
                .rule(
                        "length(var." + name + ") >= " + minimum,
                        name + " must hold at least " + minimum + ".",
                        List.of());
    }

    /** The machine image of a server. */
    static Input amiId(String onChange) {
        return id("ami_id", "ami")
                .decidedBy("image")
                .describedAs("Machine image, made by the recipe of this repository. " + onChange)
                .build();
    }

    static Input instanceType(String key, String onChange) {
        return Input.required("instance_type", "string", "t3.medium")
                .fedBy(key)
                .describedAs("Instance type, of the image's processor architecture. " + onChange)
                .matching(
                        "[a-z][a-z0-9-]*\\.[a-z0-9-]+",
                        "instance_type must be an EC2 instance type such as t3.medium.",
                        "medium")
                .build();
    }

    static Input.Builder publicAddress() {
        return Input.optional("public_address", "bool", false)
                .decidedBy("network.layout")
                .flag();
    }

    /** The size of a volume that holds data. */
    static Input volume(String key, String content) {
        return Input.of(key)
                .describedAs("Size of the volume of " + content + " in GiB. It can grow, never shrink.")
                .build();
    }

    /** From what volumes are made. */
    static Input restoreFrom() {
        return Input.optional("restore_from", "map(string)", Map.of())
                .decidedBy("data")
                .describedAs("EBS snapshots from which volumes are made, by volume: database, images. One that is not"
                        + " named starts empty, or stays if it is there. Another snapshot replaces the volume.")
                .rule(
                        "length(setsubtract(keys(var.restore_from), [\"database\", \"images\"])) == 0",
                        "restore_from must name database and images only.",
                        Map.of("cache", "snap-0123456789abcdef0"))
                .rule(
                        "alltrue([for snapshot in values(var.restore_from) : can(regex(\"^snap-[0-9a-f]+$\", snapshot))])",
                        "restore_from must hold ids that start with snap-.",
                        Map.of("database", "vol-0123456789abcdef0"))
                .build();
    }

    /** Further lines of a server's role file; the module writes those in {@code own} itself. */
    static Input roleSettings(String... own) {
        String taken = "[\"" + String.join("\", \"", own) + "\"]";
        Input.Builder input = Input.optional("role_settings", "map(string)", Map.of())
                .describedAs("Further lines of /etc/qis/role.env, such as QIS_THREADS = 15. The module writes "
                        + String.join(", ", own) + " itself. Never a secret.")
                .rule(
                        "alltrue([for k, v in var.role_settings : can(regex(\"^QIS_[A-Z_]+$\", k)) && can(regex(\"^[A-Za-z0-9._:/,@+=~-]*$\", v))])",
                        "role_settings must have keys such as QIS_THREADS and values of letters, digits and ._:/,@+=~- only.",
                        Map.of("QIS_THREADS", "two words"))
                .rule(
                        "length(setintersection(keys(var.role_settings), " + taken + ")) == 0",
                        "role_settings must not hold what the module writes itself: " + String.join(", ", own) + ".",
                        Map.of(own[0], "another"));
        RoleSetting.all().forEach(setting -> checked(input, setting));
        return input.build();
    }

    /** Refuses at the plan what the server would refuse when it starts; an empty value is a line that is left out. */
    private static void checked(Input.Builder input, RoleSetting setting) {
        String value = "var.role_settings." + setting.name();
        input.rule(
                "!can(" + value + ") || can(regex(\"^(" + setting.form() + ")?$\", " + value + "))",
                "role_settings." + setting.name() + " must be " + setting.allowed() + ".",
                Map.of(setting.name(), "no-such-value"));
    }
}
