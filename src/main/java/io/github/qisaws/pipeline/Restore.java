package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.AwsDataAccount;
import io.github.qisaws.aws.AwsFileSystemAccount;
import io.github.qisaws.aws.AwsServerCommands;
import io.github.qisaws.aws.DataAccount;
import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.database.ManagedDatabase;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.NextPlan.Planner;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.Chosen;
import io.github.qisaws.restore.Report;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Restores database and images of an environment: copies beside the data in use, proof, switch, and the removal of one of
 * the two by its name. Each step is a change of the environment file and a plan that is reviewed. A step that was cut short
 * goes on when the same command is run again, because the file says what is wanted and the plan what is left to do.
 */
public final class Restore {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Deployments deployments;
    private final Planner planner;
    private final Function<Environment, DataAccount> accounts;
    private final Function<Environment, RestoredFiles> files;
    private final Function<Environment, CopyProof> proofs;
    private final Function<String, String> rollout;

    /**
     * Restores.
     *
     * @param pace how often AWS is asked, and for how long
     */
    public Restore(Project project, Tools tools, ProgressLog log, Pace pace) {
        this(project, tools, log, pace, new Deployments(project, tools, log));
    }

    private Restore(Project project, Tools tools, ProgressLog log, Pace pace, Deployments deployments) {
        this(
                project,
                tools,
                log,
                deployments,
                NextPlan.with(deployments),
                environment -> new AwsDataAccount(tools.aws(environment)),
                environment -> files(environment, tools.aws(environment), tools, log, pace),
                environment -> {
                    AwsAccess access = tools.aws(environment);
                    return new CopyProof(
                            new AwsDataAccount(access),
                            files(environment, access, tools, log, pace),
                            new AwsServerCommands(access, tools.clock(), log::say));
                },
                name -> new Rollouts(project, tools, log, pace).follow(name).words());
    }

    /**
     * Restores in an account of the caller's choice.
     *
     * @param planner plans an environment
     * @param accounts returns the account of an environment
     * @param files returns the images on EFS of an environment
     * @param proofs returns what proves the copies of an environment
     * @param rollout waits until the site serves, and returns the result in words
     */
    Restore(
            Project project,
            Tools tools,
            ProgressLog log,
            Deployments deployments,
            Planner planner,
            Function<Environment, DataAccount> accounts,
            Function<Environment, RestoredFiles> files,
            Function<Environment, CopyProof> proofs,
            Function<String, String> rollout) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.deployments = deployments;
        this.planner = planner;
        this.accounts = accounts;
        this.files = files;
        this.proofs = proofs;
        this.rollout = rollout;
    }

    private static RestoredFiles files(
            Environment environment, AwsAccess access, Tools tools, ProgressLog log, Pace pace) {
        return new RestoredFiles(
                environment, new AwsFileSystemAccount(access), Databases.pace(tools, pace), tools.clock(), log::say);
    }

    /** Shows the review of the plan and the consequences of the step; throws unless the user consents. */
    @FunctionalInterface
    public interface Consent {
        void require(Planned plan, List<String> consequences, String question);
    }

    /** The copies of an environment, and the snapshots that there are of them, newest first. */
    public record Present(Environment environment, List<Copies> copies, List<DataSnapshot> snapshots) {
        /** Lines for the user: what serves, and what is beside it. */
        public List<String> lines() {
            return copies.stream()
                    .map(each -> each.content() + ": " + each.serving() + " serves"
                            + each.beside()
                                    .map(name -> ", " + name + " is beside it")
                                    .orElse(""))
                    .toList();
        }
    }

    /** What there is now. */
    public Present present(String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        List<Copies> copies = Copies.of(environment);
        DataAccount account = accounts.apply(environment);
        List<DataSnapshot> snapshots = new ArrayList<>();
        if (copies.stream().anyMatch(Copies::onVolumes)) {
            snapshots.addAll(account.ofVolumes(name));
        }
        copies.stream().filter(Copies::onRds).forEach(each -> each.snapshots()
                .keySet()
                .forEach(copy -> snapshots.addAll(account.ofDatabase(ManagedDatabase.identifier(name, copy)))));
        copies.stream()
                .filter(Copies::onEfs)
                .forEach(each -> snapshots.addAll(files.apply(environment).snapshots(each)));
        snapshots.sort((one, other) -> other.made().compareTo(one.made()));
        return new Present(environment, copies, snapshots);
    }

    /**
     * The snapshots with these IDs, by content.
     *
     * @throws io.github.qisaws.problem.ProblemException if one does not exist or is incomplete
     */
    public Chosen named(Present present, Map<String, String> ids) {
        List<DataSnapshot> all = new ArrayList<>(present.snapshots());
        present.copies().stream()
                .filter(copies -> copies.onEfs() && ids.containsKey(copies.content()))
                .flatMap(copies -> files.apply(present.environment()).named(ids.get(copies.content())).stream())
                .forEach(all::add);
        return Chosen.named(all, ids);
    }

    /**
     * Makes copies beside the data in use, and proves them.
     *
     * @return the result, one line each
     */
    public List<String> beside(Present present, Chosen chosen, boolean unproven, Consent consent) {
        String name = present.environment().name();
        List<Copies> wanted = new ArrayList<>();
        chosen.snapshots().forEach((content, snapshot) -> {
            Copies copies = of(present, content);
            RestoreRules.requireFits(present.environment(), copies, snapshot);
            if (copies.onEfs()) {
                files.apply(present.environment()).requireRestorable(snapshot.id());
            }
            wanted.add(added(name, copies, snapshot));
        });
        if (unproven) {
            RestoreRules.requireProof(name, wanted);
        }
        Planned planned = FileChange.copies(folder(name), wanted, tools.effects())
                .during(() -> planned(
                        name,
                        Set.of(),
                        RestoreWords.beside(present, chosen),
                        "Make these copies for " + name + "?",
                        consent));
        apply(planned);
        wanted.stream().filter(Copies::onEfs).forEach(each -> files.apply(present.environment())
                .fill(each));
        List<String> result = new ArrayList<>(RestoreWords.besideNow(name, wanted));
        if (!unproven) {
            result.addAll(0, prove(name).lines());
        }
        return result;
    }

    /** The copies with one more; the same again if an earlier run has added it. */
    private static Copies added(String name, Copies copies, DataSnapshot snapshot) {
        Optional<String> beside = copies.beside();
        if (beside.isEmpty()) {
            return copies.with(copies.next(), snapshot.id());
        }
        if (!copies.snapshots().get(beside.get()).equals(snapshot.id())) {
            throw new Problem(
                            ExitCode.USAGE,
                            "there is already a copy of the " + copies.content() + " beside the one that serves",
                            "It is " + beside.get() + ", and there can be two.",
                            "Remove one first: qis-aws restore " + name + " --remove " + beside.get() + ".")
                    .asException();
        }
        return copies;
    }

    /** Proves the copies beside the data in use. */
    public Report prove(String name) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        List<Copies> beside = Copies.of(environment).stream()
                .filter(each -> each.beside().isPresent())
                .toList();
        if (beside.isEmpty()) {
            throw RestoreRules.nothingBeside(name);
        }
        beside.stream().filter(Copies::onEfs).forEach(each -> files.apply(environment)
                .awaitFilled(each));
        log.say("Proving the copies on a server of " + name + "…");
        return proofs.apply(environment).prove(environment, beside);
    }

    /**
     * Lets a copy serve in place of the one that serves now, which stays.
     *
     * @param copy the name of a copy, such as {@code r1}, or {@code original} to go back
     * @return the result, one line each
     */
    public List<String> switchTo(String name, String copy, boolean unproven, Consent consent) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        List<Copies> having = having(environment, copy);
        List<Copies> wanted = having.stream().map(each -> each.switchedTo(copy)).toList();
        if (unproven && !copy.equals(Copies.ORIGINAL)) {
            RestoreRules.requireProof(name, wanted);
        }
        List<String> proof = new ArrayList<>();
        if (!unproven && !wanted.equals(having)) {
            proof.addAll(prove(name).lines());
        }
        proof.addAll(RestoreWords.switching(environment, wanted, copy));
        Planned planned = FileChange.copies(folder(name), wanted, tools.effects())
                .during(() -> planned(name, Set.of(), proof, "Switch " + name + " to " + copy + "?", consent));
        if (!planned.changes()) {
            return List.of(copy + " already serves " + name + ".");
        }
        apply(planned);
        String served = rollout.apply(name);
        new NextPlan(planner, log).requireEmpty(name, "the switch", copy + " serves.");
        List<String> result = new ArrayList<>(List.of(served));
        result.addAll(RestoreWords.switched(name, having, copy));
        return result;
    }

    /**
     * Removes a copy that does not serve.
     *
     * @param copy its name
     * @return the result, one line each
     */
    public List<String> remove(String name, String copy, Consent consent) {
        Path folder = project.existingFolder(name);
        Environment environment = EnvironmentFile.read(folder);
        backUp(environment, copy);
        Optional<List<String>> finished = unfinished(environment, copy, consent);
        if (finished.isPresent()) {
            return finished.get();
        }
        List<Copies> beside = RestoreRules.removable(name, having(environment, copy), copy);
        boolean onRds = beside.stream().anyMatch(Copies::onRds);
        boolean guarded = onRds && environment.site().protect();
        if (guarded) {
            log.say("RDS deletes no database with deletion protection, so the first plan turns it off for " + copy
                    + " alone.");
            apply(FileChange.unprotected(folder, copy, tools.effects())
                    .during(() -> planned(
                            name,
                            Set.of(),
                            List.of(copy + " loses its deletion protection. Nothing is removed yet."),
                            "Turn off the deletion protection of " + copy + "?",
                            consent)));
        }
        List<Copies> wanted = beside.stream().map(each -> each.without(copy)).toList();
        FileChange copies = FileChange.copies(folder, wanted, tools.effects());
        FileChange protection = FileChange.unprotected(folder, "", tools.effects());
        Planned planned = (guarded ? copies.and(protection) : copies)
                .during(() -> planned(
                        name,
                        RestoreRules.addresses(environment, beside, copy),
                        RestoreWords.removing(environment, beside, copy),
                        "Remove " + copy + " of " + name + "?",
                        consent));
        return applied(environment, copy, planned);
    }

    /** Before the plan, which the guard blocks as long as a file system has no fresh backup. */
    private void backUp(Environment environment, String copy) {
        boolean serves = Copies.of(environment).stream()
                .anyMatch(each -> each.onEfs() && !each.serving().equals(copy));
        if (serves) {
            files.apply(environment).backUp(copy, tools.clock().instant());
        }
    }

    private List<String> applied(Environment environment, String copy, Planned removal) {
        apply(removal);
        new NextPlan(planner, log).requireEmpty(environment.name(), "the removal", copy + " is gone.");
        return RestoreWords.removed(environment, copy);
    }

    /** A removal that was cut short after the file had changed: the plan still has it. */
    private Optional<List<String>> unfinished(Environment environment, String copy, Consent consent) {
        List<Copies> gone = Copies.of(environment).stream()
                .filter(each -> !each.snapshots().containsKey(copy))
                .toList();
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        Set<String> addresses = RestoreRules.addresses(environment, gone, copy);
        Planned planned = planner.plan(environment.name(), addresses);
        boolean isLeft = planned.review().plan().changes().stream()
                .anyMatch(change -> change.action().destroys()
                        && addresses.contains(change.address().text()));
        if (!isLeft) {
            return Optional.empty();
        }
        consent.require(
                planned, RestoreWords.removing(environment, gone, copy), "Go on with the removal of " + copy + "?");
        return Optional.of(applied(environment, copy, planned));
    }

    /** The contents that have a copy. */
    private static List<Copies> having(Environment environment, String copy) {
        List<Copies> having = Copies.of(environment).stream()
                .filter(each -> each.snapshots().containsKey(copy))
                .toList();
        if (having.isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            Copies.of(environment).forEach(each -> names.addAll(each.snapshots().keySet()));
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " has no copy " + copy,
                            "Its copies are " + String.join(", ", names) + ".",
                            "Use one of these names. A copy that is not there was removed, or never made.")
                    .asException();
        }
        return having;
    }

    private static Copies of(Present present, String content) {
        return present.copies().stream()
                .filter(each -> each.content().equals(content))
                .findFirst()
                .orElseThrow(() -> RestoreRules.notHere(present.environment(), content));
    }

    private Path folder(String name) {
        return project.existingFolder(name);
    }

    private Planned planned(
            String name, Set<String> allowed, List<String> consequences, String question, Consent consent) {
        Planned plan = planner.plan(name, allowed);
        if (plan.changes()) {
            consent.require(plan, consequences, question);
        }
        return plan;
    }

    private void apply(Planned planned) {
        if (planned.changes()) {
            deployments.apply(planned);
        }
    }
}
