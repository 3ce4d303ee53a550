package io.github.qisaws.architecture;

import io.github.qisaws.environment.EnvironmentSchema;
import io.github.qisaws.environment.RoleSetting;
import io.github.qisaws.environment.schema.ChoiceType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Inputs of every module, and patterns that several modules use. */
public final class CommonInputs {
    public static final String ID = "[a-z]+-[0-9a-z]{3,}";
    public static final String ARN = "arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:.+";

    /** A public DNS name, or nothing. */
    static final String HOST_NAME = "|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])";

    /** The environment name, which is part of every resource name. */
    public static final Input ENVIRONMENT = Input.required("environment", "string", "demo")
            .describedAs("Name of the environment, which is part of every resource name.")
            .matching(
                    "[a-z][a-z0-9]*(-[a-z0-9]+)*",
                    "environment must be lower-case letters, digits, and single hyphens, starting with a letter and not"
                            + " ending with a hyphen.",
                    "two--hyphens")
            .rule(
                    "length(var.environment) <= 20",
                    "environment must have at most 20 characters.",
                    "more-than-twenty-chars")
            .build();

    /** Tags for every resource of the module. */
    public static final Input TAGS = Input.optional("tags", "map(string)", Map.of())
            .decidedBy("tags")
            .describedAs("Tags for every resource, in addition to the Name and qis-aws:resource tags that the module"
                    + " sets.")
            .rule(
                    "alltrue([for k, v in var.tags : !startswith(lower(k), \"aws:\") && length(k) <= 128 && length(v)"
                            + " <= 256])",
                    "tags must have names of at most 128 characters that do not start with aws:, and values of at"
                            + " most 256 characters.",
                    Map.of("aws:reserved", "x"))
            .build();

    /** The environment's region, for a module whose resources are in us-east-1. */
    static final Input HOME_REGION = Input.required("region", "string", "eu-west-1")
            .decidedBy("region")
            .describedAs(
                    "Region of the environment. It is part of every resource name, because environments of the same"
                            + " name can exist in several regions.")
            .matching("[a-z]{2}(-[a-z]+)+-[0-9]", "region must be an AWS region such as eu-west-1.", "Ireland")
            .build();

    /** The path of a module's IAM roles. */
    static final Input IAM_PATH = Input.optional("iam_path", "string", "/")
            .fedBy("iam.path")
            .describedAs("Path of the IAM roles. A change replaces the roles.")
            .matching(
                    "/([A-Za-z0-9_.,+@=-]+/){0,8}",
                    "iam_path must be an IAM path that begins and ends with /, such as /qis/.",
                    "qis")
            .build();

    /** The permissions boundary of a module's IAM roles. */
    static final Input LOAD_BALANCER_ARN = Input.optional("load_balancer_arn", "string", "")
            .decidedBy("architecture")
            .describedAs("Load balancer in front of the target group, for scaling by requests: served_arn of the"
                    + " load-balancer module. Its listeners must already exist.")
            .matching("|" + ARN, "load_balancer_arn must be empty or the ARN of a load balancer.", "qis")
            .build();

    static final Input PERMISSIONS_BOUNDARY = Input.optional("permissions_boundary", "string", "")
            .fedBy("iam.permissions-boundary")
            .describedAs("ARN of the policy that limits the permissions of the IAM roles; empty means none.")
            .matching(
                    "|arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+",
                    "permissions_boundary must be empty or the ARN of an IAM policy.",
                    "boundary")
            .build();

    /** The customer managed key of what a module encrypts. */
    static final Input ENCRYPTION_KEY = Input.optional("encryption_key", "string", "")
            .fedBy("encryption-key")
            .describedAs("ARN of the customer managed KMS key for data, secrets, and logs; empty means the AWS managed"
                    + " keys. A change replaces volumes, database, and file system.")
            .matching(
                    "|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+",
                    "encryption_key must be empty or the ARN of a KMS key.",
                    "alias/qis")
            .build();

    private CommonInputs() {}

    /** An input for the public DNS name, which a module may do without. */
    static Input.Builder hostName() {
        return Input.optional("host_name", "string", "")
                .fedBy("host-name")
                .matching(
                        HOST_NAME,
                        "host_name must be empty or a lower-case DNS name such as images.example.com.",
                        "https://images.example.com/");
    }

    /** An input for the address of the operator, whom a module may have nothing to tell. */
    static Input.Builder operatorEmail() {
        return Input.optional("operator_email", "string", "")
                .matching(
                        "|[^@ ]+@[^@ ]+[.][^@ ]+",
                        "operator_email must be an email address such as ops@example.com, or empty.",
                        "nobody");
    }

    /** The allowed words of an environment key. */
    static List<String> words(String key) {
        return List.copyOf(
                ((ChoiceType<?>) EnvironmentSchema.key(key).type()).words().keySet());
    }

    /** An input for a resource ID, such as {@code vpc-…}. */
    static Input.Builder id(String name, String prefix) {
        return Input.required(name, "string", prefix + "-0123456789abcdef0")
                .matching(prefix + "-[0-9a-z]+", name + " must be an ID that starts with " + prefix + "-.", "nonsense");
    }

    /** An input for at least {@code minimum} resource IDs. */
    static Input.Builder ids(String name, String prefix, int minimum) {
        List<String> example = IntStream.range(0, Math.max(minimum, 1))
                .mapToObj(i -> prefix + "-0123456789abcdef" + i)
                .toList();
        return Input.required(name, "list(string)", example)
                .eachMatching(
                        prefix + "-[0-9a-z]+", name + " must contain IDs that start with " + prefix + "-.", "nonsense")
                .rule(
                        "length(var." + name + ") >= " + minimum,
                        name + " must contain at least " + minimum + ".",
                        List.of());
    }

    /** An input for the AMI of a server. */
    static Input amiId(String onChange) {
        return id("ami_id", "ami")
                .decidedBy("image")
                .describedAs("AMI of QIS servers, built by the image module. " + onChange)
                .build();
    }

    /** An input for the accounts that share AMIs. */
    static Input amiOwners() {
        return Input.optional("ami_owners", "list(string)", List.of())
                .fedBy("image-owners")
                .describedAs("Other AWS accounts whose shared AMIs can be used, besides this account's and Amazon's.")
                .eachMatching("[0-9]{12}", "ami_owners must contain account IDs of 12 digits.", "12")
                .build();
    }

    static Input instanceType(String key, String onChange) {
        return Input.required("instance_type", "string", "t3.medium")
                .fedBy(key)
                .describedAs("Instance type, with the same CPU architecture as the AMI. " + onChange)
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

    /** An input for the size of a data volume. */
    static Input volume(String key, String content) {
        return Input.of(key)
                .describedAs("Size of the volume for " + content + " in GiB. It can grow but not shrink.")
                .build();
    }

    /** An input for the copies of a data volume. */
    static Input volumeCopies(String content) {
        return copies(
                "data." + content + "-copies",
                "Volumes for the " + content,
                "snap-[0-9a-f]+",
                Map.of("original", "", "r1", "vol-0123456789abcdef0"));
    }

    /** An input for the copy of a data volume that serves. */
    static Input volumeServes(String content) {
        String copies = content + "_copies";
        return serves(
                "data." + content + "-serves",
                copies,
                "The volume for the " + content + " that the server uses, by its name in " + copies
                        + ". A change stops and starts the server.");
    }

    /** An input for the copies of a volume or database that exist side by side. */
    static Input copies(String key, String what, String snapshot, Object wrong) {
        Input.Builder input = Input.of(key);
        String name = key.substring(key.indexOf('.') + 1).replace('-', '_');
        return input.describedAs(
                        what + " that exist side by side, by name: original, r1, r2, …, each with the snapshot it"
                                + " is made from; \"\" for original. At most two, with consecutive numbers.")
                .rule(
                        "alltrue([for name in keys(var." + name
                                + ") : can(regex(\"^(original|r[1-9][0-9]*)$\", name))])",
                        name + " can contain only original, r1, r2, and so on.",
                        Map.of("copy", ""))
                .rule(
                        "contains([1, 2], length(var." + name + ")) && length(distinct([for name in keys(var." + name
                                + ") : try(tonumber(trimprefix(name, \"r\")), 0) % 2])) =="
                                + " length(var." + name + ")",
                        name + " must contain one copy, or two with consecutive numbers.",
                        Map.of("original", "", "r2", wrong(snapshot)))
                .rule(
                        "alltrue([for name, snapshot in var." + name + " : name == \"original\" ? snapshot == \"\" :"
                                + " can(regex(\"^" + snapshot + "$\", snapshot))])",
                        name + " must contain \"\" for original, and a snapshot for each other copy.",
                        wrong)
                .build();
    }

    private static String wrong(String snapshot) {
        if (snapshot.startsWith("arn:")) {
            return "arn:aws:backup:eu-west-1:123456789012:recovery-point:01234567-89ab-cdef-0123-456789abcdef";
        }
        return snapshot.startsWith("snap-") ? "snap-0123456789abcdef0" : "before-the-fault";
    }

    /** An input for the copy that serves. */
    static Input serves(String key, String copies, String what) {
        String name = key.substring(key.indexOf('.') + 1).replace('-', '_');
        return Input.of(key)
                .describedAs(what)
                .rule(
                        "contains(keys(var." + copies + "), var." + name + ")",
                        name + " must be the name of one of the " + copies + ".",
                        "r7")
                .build();
    }

    /** An input for the snapshots from which volumes are created. */
    static Input restoreFrom() {
        return Input.optional("restore_from", "map(string)", Map.of())
                .decidedBy("data")
                .describedAs("EBS snapshots from which the original volumes are created, by volume: database, images."
                        + " Without a snapshot, a new volume is empty and an existing volume does not change. A"
                        + " different snapshot replaces the volume.")
                .rule(
                        "length(setsubtract(keys(var.restore_from), [\"database\", \"images\"])) == 0",
                        "restore_from can contain only database and images.",
                        Map.of("cache", "snap-0123456789abcdef0"))
                .rule(
                        "alltrue([for snapshot in values(var.restore_from) : can(regex(\"^snap-[0-9a-f]+$\","
                                + " snapshot))])",
                        "restore_from must contain IDs that start with snap-.",
                        Map.of("database", "vol-0123456789abcdef0"))
                .build();
    }

    /** An input for additional lines of a server's role file, except those in {@code own}, which the module writes. */
    static Input roleSettings(String... own) {
        String taken = "[\"" + String.join("\", \"", own) + "\"]";
        Input.Builder input = Input.optional("role_settings", "map(string)", Map.of())
                .describedAs("Additional lines of /etc/qis/role.env, such as QIS_THREADS = 15. The module writes "
                        + String.join(", ", own) + " itself. Must not contain secrets.")
                .rule(
                        "alltrue([for k, v in var.role_settings : can(regex(\"^QIS_[A-Z_]+$\", k)) &&"
                                + " can(regex(\"^[A-Za-z0-9._:/,@+=~-]*$\", v))])",
                        "role_settings must have keys such as QIS_THREADS, and values of letters, digits, and"
                                + " ._:/,@+=~- only.",
                        Map.of("QIS_THREADS", "two words"))
                .rule(
                        "length(setintersection(keys(var.role_settings), " + taken + ")) == 0",
                        "role_settings must not contain lines that the module writes itself: " + String.join(", ", own)
                                + ".",
                        Map.of(own[0], "another"));
        RoleSetting.all().forEach(setting -> checked(input, setting));
        return input.build();
    }

    /** Rejects at plan time a value that the server would reject at startup; an empty value omits the line. */
    private static void checked(Input.Builder input, RoleSetting setting) {
        String value = "var.role_settings." + setting.name();
        input.rule(
                "!can(" + value + ") || can(regex(\"^(" + setting.form() + ")?$\", " + value + "))",
                "role_settings." + setting.name() + " must be " + setting.allowed() + ".",
                Map.of(setting.name(), "no-such-value"));
    }
}
