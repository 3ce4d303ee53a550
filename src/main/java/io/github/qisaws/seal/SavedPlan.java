package io.github.qisaws.seal;

import io.github.qisaws.plan.Redaction;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.view.HtmlView;
import io.github.qisaws.review.view.JsonView;
import io.github.qisaws.review.view.MarkdownView;
import io.github.qisaws.terraform.PlanFile;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.PrivateFolder;
import io.github.qisaws.workspace.Scratch;
import io.github.qisaws.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A saved plan. It is sealed: saved with a manifest of its inputs and checksums. It can be applied once.
 *
 * @param folder contains Terraform's plan file, reports, and the manifest; readable only by its owner
 */
public record SavedPlan(Path folder) {
    private static final String PLAN = "plan.tfplan";
    private static final String REDACTED = "plan.json";
    private static final String REPORT = "review.html";
    private static final Set<String> REPORTS =
            Set.of(SealedFolder.MANIFEST, REDACTED, "review.json", "review.md", REPORT);

    /** The saved plan of a workspace; each plan replaces the previous one. */
    public static SavedPlan of(Workspace workspace) {
        return new SavedPlan(workspace.scratch().plan());
    }

    public Path file() {
        return folder.resolve(PLAN);
    }

    /** Whether the folder holds a plan file with a manifest. */
    public boolean isThere() {
        return Files.isRegularFile(folder.resolve(SealedFolder.MANIFEST)) && Files.isRegularFile(file());
    }

    /** Deletes the previous plan, so that after a failed plan there is no saved plan. */
    public void prepare() {
        PrivateFolder.fresh(folder);
    }

    /** Saves the plan's JSON without secrets. */
    public void keepRedacted(Path json) {
        write(REDACTED, Redaction.of(json));
    }

    /** Adds the reports and the manifest. */
    public Manifest seal(Facts facts, Manifest.Maker maker, Review review, Mode mode) {
        write("review.json", JsonView.render(review));
        write("review.md", MarkdownView.render(List.of(review), REPORT));
        write(REPORT, HtmlView.render(review));
        try {
            SealedFolder sealed = SealedFolder.make(folder);
            Manifest manifest = facts.manifest(maker, sealed.hashes(), Facts.word(mode));
            sealed.seal(manifest);
            return manifest;
        } catch (IOException e) {
            throw cannot("seal", e);
        }
    }

    /** SHA-256 of the plan file as it is now. */
    public String planHash() {
        return hashes().get(PLAN);
    }

    /** Throws unless the plan file of a checked manifest is the one that was approved. */
    public static void requireApproved(Manifest checked, String approved) {
        String now = hashOf(checked);
        if (!now.equals(approved)) {
            refuse(checked, List.of(new SealCheck.Mismatch("plan-hash", approved, now)));
        }
    }

    /** SHA-256 of the plan file according to a manifest. */
    public static String hashOf(Manifest sealed) {
        return sealed.files().getOrDefault(PLAN, "(missing)");
    }

    /** Throws if another run has replaced the reviewed plan. */
    public void requireNotReplaced(String planHash, Manifest sealed) {
        String now = hashOf(sealed);
        if (!now.equals(planHash)) {
            forget();
            throw SealCheck.problem(
                            sealed.target().environment(),
                            List.of(new SealCheck.Mismatch("file " + PLAN, planHash, now)))
                    .asException();
        }
    }

    /** Copies all files except the plan file, which can contain secrets. Throws if the target contains other files. */
    public void copyReports(Path into) {
        requireReportsOnly(into);
        try (Stream<Path> files = Files.list(folder)) {
            Files.createDirectories(into);
            for (Path file : files.filter(each -> !each.equals(file())).toList()) {
                Files.copy(file, into.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw cannot("copy", e);
        }
    }

    private static void requireReportsOnly(Path into) {
        if (!Files.exists(into)) {
            return;
        }
        try (Stream<Path> files = Files.list(into)) {
            Optional<Path> foreign = files.filter(
                            file -> !REPORTS.contains(file.getFileName().toString()))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new Problem(
                                ExitCode.USAGE,
                                "cannot write reports to " + into,
                                "The folder contains " + foreign.get().getFileName() + ", which is not a report.",
                                "Use an empty folder, or one with earlier reports.")
                        .asException();
            }
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot read " + into,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "Use a folder with write permission.")
                    .causedBy(e);
        }
    }

    /** The manifest; throws if there is no saved plan. */
    public Manifest manifest(String environment) {
        requireThere(environment);
        return new SealedFolder(folder).manifest();
    }

    private void requireThere(String environment) {
        if (!isThere()) {
            throw new Problem(
                            ExitCode.STALE_PLAN,
                            "no saved plan for " + environment,
                            folder + " has no plan file with a manifest. A saved plan can be applied once.",
                            "Run qis-aws plan " + environment + ", review the plan, then apply it.")
                    .asException();
        }
    }

    /**
     * Copies the plan to a new folder that only this user can write, so that no other process can exchange a file
     * between the check and the apply. Throws if others can write the plan, or if it has a file that is not a regular file.
     */
    public SavedPlan copied(String environment, Scratch scratch) {
        requireThere(environment);
        SavedPlan copy = new SavedPlan(scratch.copy());
        boolean done = false;
        try {
            List<SealCheck.Mismatch> unsafe = new SealedFolder(folder).copy(copy.folder);
            if (!unsafe.isEmpty()) {
                throw SealCheck.problem(environment, unsafe).asException();
            }
            done = true;
            return copy;
        } catch (IOException e) {
            throw cannot("copy", e);
        } finally {
            if (!done) {
                copy.forget();
            }
        }
    }

    /**
     * Throws unless every field of the manifest equals the present facts.
     *
     * @return the manifest
     */
    public Manifest check(Facts now, Instant at) {
        Manifest sealed = manifest(now.target().environment());
        refuse(
                sealed,
                SealCheck.of(
                        sealed,
                        now.manifest(sealed.maker(), hashes(), sealed.target().mode()),
                        at));
        return sealed;
    }

    /**
     * Throws unless the mode and the configuration in the plan file itself are those of the manifest and of the files on
     * the disk.
     */
    public void requireLoaded(Manifest sealed, OpenEnvironment environment) {
        PlanFile plan = planFile(environment.name());
        List<SealCheck.Mismatch> mismatches = new ArrayList<>(configuration(plan, environment));
        String mode = Facts.word(plan.mode());
        if (!mode.equals(sealed.target().mode())) {
            mismatches.add(new SealCheck.Mismatch("mode", sealed.target().mode(), mode));
        }
        refuse(sealed, mismatches);
    }

    private List<SealCheck.Mismatch> configuration(PlanFile plan, OpenEnvironment environment) {
        try {
            return LoadedConfiguration.mismatches(plan, environment);
        } catch (IOException e) {
            throw cannot("compare", e);
        }
    }

    /** What the plan file says about itself; throws if it is not a plan file. */
    public PlanFile planFile(String environment) {
        try {
            return PlanFile.read(file());
        } catch (IOException e) {
            throw SealCheck.problem(
                            environment,
                            List.of(new SealCheck.Mismatch(
                                    "file " + PLAN, "a plan file", String.valueOf(e.getMessage()))))
                    .causedBy(e);
        }
    }

    /**
     * Throws unless the plan is of an environment, its files are those of its manifest, and it has not expired. Does not
     * compare the checked-out files, so that a plan of another commit can be reviewed.
     */
    public Manifest checkFiles(String environment, Instant at) {
        Manifest sealed = manifest(environment);
        String planned = sealed.target().environment();
        if (!planned.equals(environment)) {
            refuse(sealed, List.of(new SealCheck.Mismatch("environment", planned, environment)));
        }
        checkAgain(sealed, at);
        return sealed;
    }

    /** Checks the files and the expiry again, because the user may have taken a long time to confirm. */
    public void checkAgain(Manifest sealed, Instant at) {
        Manifest now = Manifest.of(sealed.source(), sealed.target(), sealed.engine(), sealed.maker(), hashes());
        refuse(sealed, SealCheck.of(sealed, now, at));
    }

    /** Deletes the plan, because it can be applied once. */
    public void forget() {
        Folders.delete(folder);
    }

    private static void refuse(Manifest sealed, List<SealCheck.Mismatch> mismatches) {
        if (!mismatches.isEmpty()) {
            throw SealCheck.problem(sealed.target().environment(), mismatches).asException();
        }
    }

    private SortedMap<String, String> hashes() {
        try {
            return new SealedFolder(folder).hashes();
        } catch (IOException e) {
            throw cannot("read", e);
        }
    }

    private void write(String name, String text) {
        try {
            new SealedFolder(folder).write(name, text);
        } catch (IOException e) {
            throw cannot("write", e);
        }
    }

    private ProblemException cannot(String what, IOException e) {
        return new Problem(
                        ExitCode.FAILED,
                        "cannot " + what + " the plan in " + folder,
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "Check the owner and permissions of the folder, and free disk space.")
                .causedBy(e);
    }
}
