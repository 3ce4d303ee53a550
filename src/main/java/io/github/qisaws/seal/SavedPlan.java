package io.github.qisaws.seal;

import io.github.qisaws.plan.Redaction;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.view.HtmlView;
import io.github.qisaws.review.view.JsonView;
import io.github.qisaws.review.view.MarkdownView;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.PrivateFolder;
import io.github.qisaws.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The plan that {@code plan} saved for {@code apply}, sealed with what it was made from.
 *
 * @param folder holds the engine's plan file, its reports and the manifest; only its owner may read it
 */
public record SavedPlan(Path folder) {
    private static final String PLAN = "plan.tfplan";
    private static final String REDACTED = "plan.json";
    private static final String REPORT = "review.html";
    private static final Set<String> REPORTS =
            Set.of(SealedFolder.MANIFEST, REDACTED, "review.json", "review.md", REPORT);

    /** The newest of a workspace: each plan takes the place of the one before. */
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

    /** Forgets the plan before, so that a failed plan leaves none that could be applied. */
    public void prepare() {
        PrivateFolder.fresh(folder);
    }

    /** Keeps the plan's JSON without its secrets. */
    public void keepRedacted(Path json) {
        write(REDACTED, Redaction.of(json));
    }

    /** Adds the reports and seals it all. */
    public Manifest seal(Facts facts, Manifest.Maker maker, Review review, Mode mode, Set<String> allowed) {
        write("review.json", JsonView.render(review));
        write("review.md", MarkdownView.render(List.of(review), REPORT));
        write(REPORT, HtmlView.render(review));
        try {
            SealedFolder sealed = SealedFolder.make(folder);
            Manifest manifest = facts.manifest(maker, sealed.hashes(), mode, allowed);
            sealed.seal(manifest);
            return manifest;
        } catch (IOException e) {
            throw cannot("seal", e);
        }
    }

    /** The engine's plan file as it is now. */
    public String planHash() {
        return hashes().get(PLAN);
    }

    /** Refuses if another run has put its plan in the place of the one that was reviewed. */
    public void requireStill(String planHash, Manifest sealed) {
        String now = sealed.files().getOrDefault(PLAN, "(missing)");
        if (!now.equals(planHash)) {
            forget();
            throw SealCheck.problem(List.of(new SealCheck.Mismatch("file " + PLAN, planHash, now)))
                    .asException();
        }
    }

    /** Copies all but the engine's plan file, which can hold secrets; refuses a folder that holds anything else. */
    public void copyReports(Path into) {
        refuseForeign(into);
        try (Stream<Path> files = Files.list(folder)) {
            Files.createDirectories(into);
            for (Path file : files.filter(each -> !each.equals(file())).toList()) {
                Files.copy(file, into.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw cannot("copy", e);
        }
    }

    private static void refuseForeign(Path into) {
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
                                "reports cannot be written to " + into,
                                "It holds " + foreign.get().getFileName() + ", which is no report of a plan.",
                                "name an empty folder, or one of earlier reports.")
                        .asException();
            }
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot read " + into,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "name a folder that you may write to.")
                    .causedBy(e);
        }
    }

    /** The manifest, if there is a plan at all. */
    public Manifest manifest(String environment) {
        if (!isThere()) {
            throw new Problem(
                            ExitCode.STALE_PLAN,
                            "there is no saved plan of " + environment,
                            folder + " holds no plan and manifest. apply applies only what plan has saved, and that"
                                    + " only once.",
                            "run qis-aws plan " + environment + ", read it, then apply.")
                    .asException();
        }
        return new SealedFolder(folder).manifest();
    }

    /**
     * Refuses unless every field of the manifest still holds.
     *
     * @param allowed addresses that a person names again; none: those of the manifest
     * @return the manifest
     */
    public Manifest check(Facts now, Set<String> allowed, Instant at) {
        Manifest sealed = manifest(now.target().environment());
        Set<String> named = allowed.isEmpty() ? sealed.allowedDestroys() : allowed;
        refuse(sealed, now.manifest(sealed.maker(), hashes(), mode(sealed), named), at);
        return sealed;
    }

    /** Refuses if a file or the time has changed since the check; a person may have thought for long. */
    public void checkAgain(Manifest sealed, Instant at) {
        Manifest now = Manifest.of(
                sealed.source(), sealed.target(), sealed.engine(), sealed.maker(), hashes(), sealed.allowedDestroys());
        refuse(sealed, now, at);
    }

    public static Mode mode(Manifest sealed) {
        try {
            return Mode.valueOf(sealed.target().mode().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw SealCheck.problem(List.of(
                            new SealCheck.Mismatch("mode", sealed.target().mode(), "not known")))
                    .causedBy(e);
        }
    }

    /** A plan is applied once. */
    public void forget() {
        Folders.delete(folder);
    }

    private static void refuse(Manifest sealed, Manifest now, Instant at) {
        List<SealCheck.Mismatch> mismatches = SealCheck.of(sealed, now, at);
        if (!mismatches.isEmpty()) {
            throw SealCheck.problem(mismatches).asException();
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
                        "check the folder's owner, its permissions and the free space.")
                .causedBy(e);
    }
}
