package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.terraform.ProviderChoice.Reason;
import io.github.qisaws.terraform.ProviderChoice.Selection;
import io.github.qisaws.terraform.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderTalkTest {
    private static final Optional<Path> COMMITTED = Optional.of(Path.of("environments/x/.terraform.lock.hcl"));

    @Test
    void aSelectionIsOneLineAndANewerVersionAnother() {
        assertThat(lines("6.48.0", Reason.NEWEST_TESTED, "6.99.0", COMMITTED))
                .containsExactly(
                        "Selected AWS provider 6.48.0, the newest tested version. Commit"
                                + " environments/x/.terraform.lock.hcl.",
                        "AWS provider 6.99.0 exists, but it was not tested with this release of qis-aws. To use it, delete"
                                + " environments/x/.terraform.lock.hcl and pass --provider-version 6.99.0.");
        assertThat(lines("5.100.0", Reason.NEWEST_TESTED_AVAILABLE, "6.99.0", Optional.empty()))
                .containsExactly(
                        "Selected AWS provider 5.100.0, the newest tested version available.",
                        "AWS provider 6.99.0 exists, but it was not tested with this release of qis-aws.");
    }

    @Test
    void anUntestedVersionIsReported() {
        assertThat(lines("6.70.0", Reason.NONE_TESTED_AVAILABLE, "", Optional.empty()))
                .containsExactly("Selected AWS provider 6.70.0. No tested version (6.48.0, 5.100.0) is available; this"
                        + " version was not tested with this release of qis-aws.");
        assertThat(lines("6.70.0", Reason.REQUESTED, "", Optional.empty()))
                .containsExactly("Selected AWS provider 6.70.0 as requested. This version was not tested with this"
                        + " release of qis-aws.");
        assertThat(lines("6.70.0", Reason.LOCK_FILE, "", Optional.empty()))
                .containsExactly("The lock file selects AWS provider 6.70.0, which was not tested with this release of"
                        + " qis-aws.");
        assertThat(lines("6.48.0", Reason.REQUESTED, "", Optional.empty()))
                .containsExactly("Selected AWS provider 6.48.0 as requested.");
        assertThat(lines("6.48.0", Reason.LOCK_FILE, "", COMMITTED)).isEmpty();
    }

    private static List<String> lines(String version, Reason reason, String newer, Optional<Path> committed) {
        Version used = Version.parse(version).orElseThrow();
        return ProviderTalk.lines(
                new Selection(used, reason, Tools.PROVIDERS.tested().contains(used), Version.parse(newer)), committed);
    }
}
