package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerbTest {
    private static final Path PLAN = Path.of("/tmp/p");

    @Test
    void initByDefaultAndWithEveryOption() {
        assertThat(Verb.Init.plain().arguments()).containsExactly("init", "-input=false", "-json");
        assertThat(new Verb.Init(List.of("a=b", "c=d"), true, false, true).arguments())
                .containsExactly(
                        "init",
                        "-input=false",
                        "-json",
                        "-backend-config=a=b",
                        "-backend-config=c=d",
                        "-reconfigure",
                        "-upgrade");
        assertThat(new Verb.Init(List.of(), false, true, false).arguments())
                .containsExactly("init", "-input=false", "-migrate-state", "-force-copy");
        assertThatThrownBy(() -> new Verb.Init(List.of(), true, true, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void planByDefaultAndWithEveryOption() {
        assertThat(Verb.Plan.to(PLAN).arguments())
                .containsExactly("plan", "-input=false", "-json", "-detailed-exitcode", "-out=/tmp/p");
        assertThat(new Verb.Plan(PLAN, Verb.Plan.Mode.DESTROY, List.of("a.b"), List.of("c.d[\"e\"]"), 30).arguments())
                .containsExactly(
                        "plan",
                        "-input=false",
                        "-json",
                        "-detailed-exitcode",
                        "-destroy",
                        "-target=a.b",
                        "-replace=c.d[\"e\"]",
                        "-lock-timeout=30s",
                        "-out=/tmp/p");
        assertThat(Verb.Plan.destroy(PLAN).withoutRefresh().arguments())
                .containsExactly(
                        "plan",
                        "-input=false",
                        "-json",
                        "-detailed-exitcode",
                        "-destroy",
                        "-refresh=false",
                        "-out=/tmp/p");
        assertThat(Verb.Plan.refreshOnly(PLAN).arguments())
                .containsExactly("plan", "-input=false", "-json", "-detailed-exitcode", "-refresh-only", "-out=/tmp/p");
    }

    @Test
    void applyAlwaysNamesAPlanFile() {
        assertThat(Verb.Apply.of(PLAN).arguments()).containsExactly("apply", "-input=false", "-json", "/tmp/p");
        assertThat(new Verb.Apply(PLAN, Optional.of(4), 5).arguments())
                .containsExactly("apply", "-input=false", "-json", "-parallelism=4", "-lock-timeout=5s", "/tmp/p");
    }

    @Test
    void theOthersHaveNoOptions() {
        assertThat(new Verb.Validate().arguments()).containsExactly("validate", "-json");
        assertThat(new Verb.Show(PLAN).arguments()).containsExactly("show", "-json", "-no-color", "/tmp/p");
        assertThat(new Verb.Output().arguments()).containsExactly("output", "-json", "-no-color");
        assertThat(new Verb.StateList().arguments()).containsExactly("state", "list");
        assertThat(new Verb.StatePull().arguments()).containsExactly("state", "pull");
        assertThat(new Verb.StatePush(PLAN).arguments()).containsExactly("state", "push", "/tmp/p");
        assertThat(Verb.Repair.unlock("id").arguments()).containsExactly("force-unlock", "-force", "id");
        assertThat(Verb.Repair.untaint("aws_vpc.v").arguments()).containsExactly("untaint", "aws_vpc.v");
        assertThat(Verb.Repair.move("aws_vpc.v", "aws_vpc.w").arguments())
                .containsExactly("state", "mv", "aws_vpc.v", "aws_vpc.w");
    }

    @Test
    void onlyWhatChangesThingsIsWaitedForLong() {
        assertThat(Verb.Apply.of(PLAN).changesThings()).isTrue();
        assertThat(Verb.Plan.to(PLAN).changesThings()).isFalse();
        assertThat(new Verb.Init(List.of(), false, true, false).changesThings()).isTrue();
    }
}
