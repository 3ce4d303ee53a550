package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS would refuse to delete, and the same without protection. */
class DeletionProtectedTest {
    private static final Map<String, String> ACTIONS = Map.of(
            "replaced",
            "'delete','create'",
            "replaced, created first",
            "'create','delete'",
            "deleted",
            "'delete'",
            "updated",
            "'update'");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replaced                | aws_lb          | {'enable_deletion_protection':true}  | {'enable_deletion_protection':false} | BLOCK
            replaced, created first | aws_lb          | {'enable_deletion_protection':true}  | {'enable_deletion_protection':true}  | BLOCK
            deleted                 | aws_lb          | {'enable_deletion_protection':true}  | null                                 | BLOCK
            deleted                 | aws_db_instance | {'deletion_protection':true}         | null                                 | BLOCK
            deleted                 | aws_lb          | {'enable_deletion_protection':false} | null                                 |
            updated                 | aws_lb          | {'enable_deletion_protection':true}  | {'enable_deletion_protection':false} |
            """)
    void whatIsProtectedStaysUntilTheProtectionIsOff(
            String action, String type, String before, String after, Level level) {
        PlanJson plan = new PlanJson().change(type + ".x", ACTIONS.get(action), before, after);

        assertThat(Judged.of(plan.plan(), RuleName.DELETION_PROTECTED).map(Finding::level))
                .isEqualTo(Optional.ofNullable(level));
    }
}
