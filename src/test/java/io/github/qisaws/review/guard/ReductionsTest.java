package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.PlanJson;
import io.github.qisaws.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a reduction weighs, what the user reads of it, and what is no reduction. */
class ReductionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_db_instance | backup_retention_period | 7 | 1 | WARN
            aws_db_instance | backup_retention_period | 7 | 0 | BLOCK
            aws_kms_key | deletion_window_in_days | 30 | 0 | WARN
            aws_efs_file_system | encrypted | true | false | BLOCK
            aws_lb | enable_deletion_protection | true | false | WARN
            """)
    void onlyTheEndOfABackupAndALossOfEncryptionBlock(
            String type, String attribute, String before, String after, Level level) {
        Finding finding = Judged.only(update(type, attribute, before, after));
        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.words()).contains(attribute + " " + before + " → " + after);
        assertThat(finding.subject()).isEqualTo(type + ".it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_db_instance | backup_retention_period | 7 | 7.0 | false
            aws_db_instance | backup_retention_period | 7 | null | true
            aws_db_instance | backup_retention_period | null | 0 | true
            aws_db_instance | backup_retention_period | null | 1 | false
            aws_db_instance | backup_retention_period | 999999999 | 1 | true
            aws_db_instance | backup_retention_period | 9999999999 | 1 | true
            aws_db_instance | backup_retention_period | 9999999999 | 0 | true
            aws_db_instance | backup_retention_period | 7 | "x" | true
            aws_ebs_volume | kms_key_id | "k" | null | true
            aws_ebs_volume | kms_key_id | "k" | "" | true
            aws_ebs_volume | kms_key_id | "" | null | false
            aws_ebs_volume | kms_key_id | "k" | "l" | true
            aws_ebs_volume | kms_key_id | "arn:aws:kms:r:1:key/k" | "k" | false
            aws_ebs_volume | kms_key_id | "k" | "arn:aws:kms:r:1:key/k" | false
            aws_ebs_volume | kms_key_id | "arn:aws:kms:r:1:alias/aws/ebs" | "k" | false
            aws_ebs_volume | kms_key_id | null | "k" | false
            aws_ebs_volume | encrypted | null | false | true
            aws_lb | enable_deletion_protection | true | null | true
            aws_lb | enable_deletion_protection | null | false | false
            aws_s3_bucket | force_destroy | null | true | true
            aws_s3_bucket_acl | acl | "private" | "authenticated-read" | true
            aws_iam_access_key | status | "Active" | "Disabled" | true
            aws_s3_bucket_versioning | status | "Enabled" | "Suspended" | true
            """)
    void eachWayToBecomeWorseHasItsEdges(String type, String attribute, String before, String after, boolean found) {
        assertThat(Judged.findings(update(type, attribute, before, after))).hasSize(found ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws_db_instance | deletion_protection | true | false | everything in the database
            aws_db_instance | skip_final_snapshot | false | true | everything in the database
            aws_s3_bucket | force_destroy | false | true | everything in the bucket
            aws_lb | enable_deletion_protection | true | false | ''
            aws_kms_key | enable_key_rotation | true | false | ''
            """)
    void theFirstStepOfALossSaysWhatTheNextOneLoses(
            String type, String attribute, String before, String after, String loss) {
        String words = Judged.only(update(type, attribute, before, after)).words();
        if (loss.isEmpty()) {
            assertThat(words).doesNotContain("a destroy");
        } else {
            assertThat(words).endsWith("After this apply, a destroy can delete for good: " + loss + ".");
        }
    }

    @Test
    void whatGetsWorseTogetherIsOneFinding() {
        Finding finding = Judged.only(PlanJson.of(
                "aws_s3_bucket_public_access_block.it",
                "'update'",
                "{'block_public_acls':true,'ignore_public_acls':true}",
                "{'block_public_acls':false,'ignore_public_acls':false}"));
        assertThat(finding.words()).contains("block_public_acls", "ignore_public_acls");
    }

    @Test
    void anAttributeWithoutAValueIsShownWithoutOne() {
        assertThat(Judged.only(update("aws_ebs_volume", "kms_key_id", "\"k\"", "null"))
                        .words())
                .contains("kms_key_id k → (none)");
        assertThat(Judged.only(PlanJson.of("aws_ebs_volume.it", "'create'", "null", "{'encrypted':false}"))
                        .words())
                .contains("encrypted false");
    }

    @Test
    void whatANewResourceStatesAboutItsDeletionIsOneNoteForAllOfThem() {
        PlanJson plan = new PlanJson();
        for (int i = 0; i < 8; i++) {
            plan.change("aws_s3_bucket.b" + i, "'create'", "null", "{'force_destroy':true}");
        }
        plan.change("aws_s3_bucket.kept", "'create'", "null", "{'force_destroy':false}");
        Finding finding = Judged.only(plan.plan());
        assertThat(finding.rule()).isEqualTo(RuleName.PROTECTION_REDUCED);
        assertThat(finding.level()).isEqualTo(Level.NOTE);
        assertThat(finding.words())
                .startsWith("Will be created without protection from deletion, as configured: S3 bucket \"b0\", ")
                .contains("\"b5\", and 2 more.")
                .doesNotContain("b6", "kept");
    }

    @Test
    void aReplacementStatesNothingAboutItsDeletion() {
        Finding finding = Judged.only(PlanJson.of(
                "aws_lb_listener_rule.it", "'create','delete'", "{'force_destroy':false}", "{'force_destroy':true}"));
        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.words()).contains("force_destroy false → true");
    }

    @ParameterizedTest
    @CsvSource({
        "30,0,false",
        "30,null,true",
        "30,14,true",
        "0,14,true",
        "0,null,false",
        "0,0,false",
        "null,0,false",
        "null,14,false"
    })
    void aLogGroupKeepsItsEventsForEverWithARetentionOfZero(String before, String after, boolean found) {
        assertThat(Judged.rules(update("aws_cloudwatch_log_group", "retention_in_days", before, after)))
                .isEqualTo(found ? List.of(RuleName.RETENTION_REDUCED) : List.of());
    }

    @Test
    void theAdviceNamesAnEnvironmentFileOnlyWhereThereIsOne() {
        Plan plan = update("aws_lb", "enable_deletion_protection", "true", "false");
        assertThat(Judged.only(plan).fix())
                .isEqualTo(
                        "Revert the change, or accept rule protection-reduced with a reason in the environment file.");
        assertThat(Guard.judge(plan, List.of(), Policy.STRICT).get(0).fix())
                .isEqualTo("Revert the change, or make sure that it is intended.");
    }

    @Test
    void aNewResourceThatSaysWhatAwsDoesAnywayReducesNothing() {
        String disabled = "{'status':'Disabled'}";
        assertThat(Judged.rules(PlanJson.of("aws_s3_bucket_versioning.it", "'create'", "null", disabled)))
                .isEmpty();
        assertThat(Judged.rules(PlanJson.of("aws_s3_bucket_versioning.it", "'update'", "{}", disabled)))
                .containsExactly(RuleName.PROTECTION_REDUCED);
        assertThat(Judged.rules(PlanJson.of("aws_dlm_lifecycle_policy.it", "'create'", "null", "{'state':'DISABLED'}")))
                .containsExactly(RuleName.BACKUP_REDUCED);
    }

    @ParameterizedTest
    @CsvSource({
        "aws_backup_plan,delete,BACKUP_REDUCED",
        "aws_backup_plan,forget,BACKUP_REDUCED",
        "aws_flow_log,delete,PROTECTION_REDUCED",
        "aws_s3_bucket_public_access_block,delete,PUBLIC_STORAGE"
    })
    void aProtectionThatIsTakenAwayWholeIsFound(String type, String action, RuleName rule) {
        Finding finding = Judged.only(PlanJson.of(type + ".it", "'" + action + "'", "{}", "null"));
        assertThat(finding.rule()).isEqualTo(rule);
        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(Judged.rules(PlanJson.of(type + ".it", "'create'", "null", "{}")))
                .isEmpty();
    }

    private static Plan update(String type, String attribute, String before, String after) {
        return PlanJson.of(
                type + ".it",
                "'update'",
                "{'" + attribute + "':" + before + "}",
                "{'" + attribute + "':" + after + "}");
    }
}
