package io.github.qisaws.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.terraform.ProviderChoice.Reason;
import io.github.qisaws.terraform.ProviderChoice.Selection;
import io.github.qisaws.terraform.Version;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderNotesTest {
    private static final Path FILE = Path.of("environments/x/.terraform.lock.hcl");
    private static final String NOT_TESTED = " was not tested with this release of qis-aws";

    @Test
    void aSelectionIsOneLineAndANewerVersionAnother() {
        assertThat(lines("6.48.0", Reason.NEWEST_TESTED, "6.99.0", true))
                .containsExactly(
                        "Selected AWS provider 6.48.0, the newest tested version. Commit " + FILE + ".",
                        "AWS provider 6.99.0 exists, but" + NOT_TESTED + ". To use it anyway, delete the entry for"
                                + " hashicorp/aws in " + FILE + " and rerun with --provider-version 6.99.0.");
        assertThat(lines("5.100.0", Reason.NEWEST_TESTED_AVAILABLE, "6.99.0", false))
                .containsExactly(
                        "Selected AWS provider 5.100.0. The newest tested version, 6.48.0, is not available from /mirror.",
                        "AWS provider 6.99.0 exists, but" + NOT_TESTED
                                + ". To use it anyway, rerun with --provider-version 6.99.0.");
    }

    @Test
    void anUntestedVersionIsReported() {
        assertThat(lines("6.70.0", Reason.NONE_TESTED_AVAILABLE, "", false))
                .containsExactly("Selected AWS provider 6.70.0. No tested version (6.48.0, 5.100.0) is available from"
                        + " /mirror. This version" + NOT_TESTED + ".");
        assertThat(lines("6.70.0", Reason.CONSTRAINED, "", false))
                .containsExactly(
                        "Selected AWS provider 6.70.0. The tested versions (6.48.0, 5.100.0) do not all match the"
                                + " version constraint in the configuration. This version" + NOT_TESTED + ".");
        assertThat(lines("6.70.0", Reason.REQUESTED, "", false))
                .containsExactly("Selected AWS provider 6.70.0 as requested. This version" + NOT_TESTED + ".");
        assertThat(lines("6.70.0", Reason.LOCK_FILE, "", false))
                .containsExactly(FILE + " selects AWS provider 6.70.0, which" + NOT_TESTED + ".");
        assertThat(lines("6.48.0", Reason.REQUESTED, "", false))
                .containsExactly("Selected AWS provider 6.48.0 as requested.");
        assertThat(lines("6.48.0", Reason.LOCK_FILE, "", true)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void knownFaultsAreReportedHoweverTheVersionWasSelected(Reason reason) {
        String warning = " has known faults with these modules; use 5.100.0, or 6.43.0 or later (see"
                + " src/docs/provider-6.md).";
        assertThat(lines("6.0.0", reason, "", true)).contains("AWS provider 6.0.0" + warning);
        assertThat(lines("6.42.9", reason, "", true)).contains("AWS provider 6.42.9" + warning);
        assertThat(lines("6.43.0", reason, "", true)).noneMatch(line -> line.contains("known faults"));
        assertThat(lines("5.100.0", reason, "", true)).noneMatch(line -> line.contains("known faults"));
    }

    private static List<String> lines(String version, Reason reason, String newer, boolean committed) {
        Version used = Version.parse(version).orElseThrow();
        return new ProviderNotes(FILE, committed, "/mirror")
                .lines(new Selection(used, reason, Tools.PROVIDERS.tested().contains(used), Version.parse(newer)));
    }
}
