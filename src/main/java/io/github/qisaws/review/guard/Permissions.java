package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.guard.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Permissions that grow, become sweeping, or are given to everybody. */
final class Permissions implements Rule {
    private static final Set<String> STORAGE = Set.of(
            "aws_s3_bucket_policy",
            "aws_s3_bucket",
            "aws_ecr_repository_policy",
            "aws_efs_file_system_policy",
            "aws_kms_key",
            "aws_kms_key_policy",
            "aws_secretsmanager_secret_policy",
            "aws_backup_vault_policy");
    private static final Pattern DOCUMENT = Pattern.compile("(.*\\.)?(policy|assume_role_policy)");
    private static final Pattern MIGHTY =
            Pattern.compile(".*:policy/(AdministratorAccess|PowerUserAccess|IAMFullAccess|.*FullAccess)");

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written().flatMap(change -> change.changed().flatMap(each -> judge(change, each).stream()));
    }

    private static List<Finding> judge(Change change, Attribute attribute) {
        if (MIGHTY.matcher(attribute.after().text()).matches()
                && attribute.name().matches("policy_arn|managed_policy_arns")) {
            return List.of(broadened(
                    change,
                    Level.BLOCK,
                    "gets the sweeping permissions of " + attribute.after().text() + "."));
        }
        if (!DOCUMENT.matcher(attribute.path()).matches()) {
            return List.of();
        }
        if (attribute.after().isUnknown()) {
            return attribute.before().isAbsent()
                    ? List.of()
                    : List.of(
                            broadened(change, Level.WARN, "changes to something that is known only after the apply."));
        }
        return compare(
                change,
                PolicyDocument.parse(attribute.before().text()),
                PolicyDocument.parse(attribute.after().text()),
                attribute.before().isAbsent());
    }

    private static List<Finding> compare(Change change, PolicyDocument old, PolicyDocument fresh, boolean isNew) {
        List<Finding> findings = new ArrayList<>();
        List<Statement> added = fresh.statements().stream()
                .filter(statement -> !old.statements().contains(statement))
                .toList();
        if (added.stream().anyMatch(Statement::isPublic)) {
            findings.add(toEverybody(change));
        }
        if (added.stream().anyMatch(Statement::isSweeping)) {
            Level level = added.stream().anyMatch(Statement::isEverything) ? Level.BLOCK : Level.WARN;
            findings.add(broadened(change, level, "may do everything, or everything of a service, on every resource."));
        }
        if (!isNew) {
            grown(change, old, fresh, findings);
        }
        return findings;
    }

    private static void grown(Change change, PolicyDocument old, PolicyDocument fresh, List<Finding> findings) {
        Set<String> more = new TreeSet<>(fresh.grants());
        more.removeAll(old.grants());
        if (!more.isEmpty()) {
            findings.add(broadened(change, Level.WARN, "newly allows: " + some(more) + "."));
        }
        Set<String> fewer = new TreeSet<>(old.denials());
        fewer.removeAll(fresh.denials());
        if (!fewer.isEmpty()) {
            findings.add(broadened(change, Level.WARN, "no longer forbids: " + some(fewer) + "."));
        }
    }

    private static String some(Set<String> grants) {
        String shown = String.join("; ", grants.stream().limit(4).toList());
        return grants.size() > 4 ? shown + "; and " + (grants.size() - 4) + " more" : shown;
    }

    private static Finding broadened(Change change, Level level, String what) {
        return Finding.of(
                RuleName.IAM_BROADENED,
                level,
                change.name(),
                ResourceWords.capital(ResourceWords.of(change)) + " " + what,
                "Allow only the actions and resources that are needed.");
    }

    private static Finding toEverybody(Change change) {
        boolean storage = STORAGE.contains(change.type());
        return Finding.of(
                storage ? RuleName.PUBLIC_STORAGE : RuleName.IAM_BROADENED,
                Level.BLOCK,
                change.name(),
                ResourceWords.capital(ResourceWords.of(change)) + " gives access to everybody, without a condition.",
                "Name the principals, or add a condition.");
    }
}
