package io.github.qisaws.pipeline;

import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The seed's main architecture in the emulator, in both layouts: its whole life, and while it stands every item of the
 * seed, asked of the emulator itself. src/docs/coverage.md leads from the seed's sentences to the names here.
 */
class TwoServerIT {
    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> theOriginalsOwnPlan() throws IOException {
        return lifeOf("classic", false);
    }

    @TestFactory
    List<DynamicTest> theTieredNetwork() throws IOException {
        return lifeOf("demo", true);
    }

    private List<DynamicTest> lifeOf(String name, boolean tiered) throws IOException {
        for (String part : List.of("environments/" + name, "modules")) {
            copy(Path.of(part), folder.resolve(part));
        }
        Project project = new Project(folder);
        Talk talk = line -> System.err.println(line);
        Tools tools = new Tools(
                new ProcessRunner(new Interrupts()), System.getenv(), Optional.empty(), Optional.empty(), false);
        Checks checks = new Checks();
        List<Review> reviews = new ArrayList<>();
        Rehearsal rehearsal = new Rehearsal(project, tools, talk, review -> {
            reviews.add(review);
            talk.say(review.sentence());
        });
        checks.check(
                "Whole life: applied, second plan empty, destroyed, nothing left",
                () -> rehearsal.run(name, variables -> {
                    Standing standing = new Standing(name, tiered, new EmulatorQuery(variables), checks);
                    check(standing);
                    if (tiered) {
                        new CostChecks(standing, project, over(tools, variables), reviews.get(0)).run();
                        change(standing, project, over(tools, variables), talk);
                    }
                }));
        return checks.tests();
    }

    private static void check(Standing standing) {
        new NetworkChecks(standing).run();
        new FirewallChecks(standing).run();
        new BalancerChecks(standing).run();
        new ServerChecks(standing).run();
        new ScalingChecks(standing).run();
    }

    private static void change(Standing standing, Project project, Tools tools, Talk talk) {
        new ChangeChecks(standing, project.folder(standing.name()), new Deployments(project, tools, talk)).run();
    }

    /** With the emulator's variables in place of the person's own, not beside them. */
    private static Tools over(Tools tools, Map<String, String> variables) {
        return new Tools(tools.runner(), variables, tools.engine(), tools.providerMirror(), tools.debug());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
