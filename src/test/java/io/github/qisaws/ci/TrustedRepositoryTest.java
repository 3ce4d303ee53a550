package io.github.qisaws.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedRepositoryTest {
    @ParameterizedTest
    @CsvSource({
        "git@github.com:acme/images.git, acme/images",
        "https://github.com/acme/images.git, acme/images",
        "https://ann:secret@github.com/acme/images/, acme/images",
        "git@gitlab.com:acme/platform/qis.git, acme/platform/qis",
        "gitlab:/acme/platform/qis, acme/platform/qis",
        "https://gitlab.com/acme/platform/qis.git, acme/platform/qis",
        "ssh://git@gitlab.example.com:2222/acme/platform/deeper/qis.git, acme/platform/deeper/qis",
        "git+ssh://git@gitlab.com/acme/q.i.s, acme/q.i.s"
    })
    void aRemoteTellsTheWholePathAfterTheHost(String url, String path) {
        assertThat(TrustedRepository.ofRemote(url)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/git/qis.git", "../qis", "file:///srv/git/qis.git", "https://gitlab.com/"})
    void aRemoteWithoutAHostTellsNone(String url) {
        assertThat(TrustedRepository.ofRemote(url)).isEmpty();
    }

    @Test
    void githubHasTwoPartsAndGitlabTwoOrMore() {
        assertThat(TrustedRepository.requirePath(CiSystem.GITHUB, "acme/images"))
                .isEqualTo("acme/images");
        assertThat(TrustedRepository.requirePath(CiSystem.GITLAB, "acme/platform/qis"))
                .isEqualTo("acme/platform/qis");
        refused(CiSystem.GITHUB, "acme/platform/qis");
        refused(CiSystem.GITHUB, "images");
        refused(CiSystem.GITLAB, "qis");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/*",
                "acme/im?ges",
                "acme/${x}",
                "acme/",
                "/images",
                "acme/a b",
                "acme:x/y",
                "acme/ä",
                "../b",
                "acme/..",
                "./b"
            })
    void whatMeansMoreThanItselfIsRefused(String path) {
        refused(CiSystem.GITHUB, path);
        refused(CiSystem.GITLAB, path);
    }

    @Test
    void aBranchIsOneBranch() {
        assertThat(TrustedRepository.requireBranch("release/2026.1")).isEqualTo("release/2026.1");
        for (String branch : new String[] {"*", "release/*", "main\"", ""}) {
            assertThatThrownBy(() -> TrustedRepository.requireBranch(branch)).isInstanceOf(ProblemException.class);
        }
    }

    private static void refused(CiSystem system, String path) {
        assertThatThrownBy(() -> TrustedRepository.requirePath(system, path))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.USAGE));
    }
}
