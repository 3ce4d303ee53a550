package io.github.qisaws.permissions;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend.S3;
import java.util.List;

/** What deployers and the jobs of pipelines may do in the state bucket of an environment. */
public final class StateAccess {
    private final Target target;
    private final S3 state;

    private StateAccess(Target target, S3 state) {
        this.target = target;
        this.state = state;
    }

    /** Access to the state bucket of an environment. */
    public static StateAccess of(Environment environment, S3 state) {
        return new StateAccess(Target.of(environment), state);
    }

    /** The statements for a deployer. */
    List<Statement> of(Purpose purpose) {
        return purpose == Purpose.PLAN ? planning() : applying();
    }

    /**
     * Permissions to plan, also code of a branch: the state lock, and storing new plans of the environment. Stored
     * plans can neither be replaced nor deleted, nor can those of others be read.
     */
    public List<Statement> planning() {
        return List.of(
                bucket(),
                Statement.allow(List.of("s3:GetObject"), List.of(stateFile(), lock())),
                Statement.allow(List.of("s3:PutObject", "s3:DeleteObject"), List.of(lock())),
                storing(),
                Statement.deny(
                        List.of("s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:DeleteObjectVersion"),
                        List.of(arn() + "/plans/*")),
                key(List.of("kms:Decrypt", "kms:GenerateDataKey")));
    }

    /** Permissions of the reviewing job: read the stored plans and the state, and nothing else. */
    public List<Statement> reviewing() {
        return List.of(
                Statement.allow(List.of("s3:ListBucket"), List.of(arn())),
                Statement.allow(List.of("s3:GetObject"), List.of(stateFile(), plans())),
                key(List.of("kms:Decrypt")));
    }

    private List<Statement> applying() {
        return List.of(
                bucket(),
                Statement.allow(List.of("s3:GetObject"), List.of(stateFile(), lock(), plans())),
                Statement.allow(List.of("s3:PutObject"), List.of(stateFile())),
                Statement.allow(List.of("s3:PutObject", "s3:DeleteObject"), List.of(lock())),
                storing(),
                key(List.of("kms:Decrypt", "kms:GenerateDataKey")));
    }

    private Statement bucket() {
        return Statement.allow(List.of("s3:ListBucket", "s3:GetEncryptionConfiguration"), List.of(arn()));
    }

    /**
     * Only requests with If-None-Match, which S3 rejects if the object exists:
     * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
     */
    private Statement storing() {
        return Statement.allow(List.of("s3:PutObject"), List.of(plans())).when("Null", "s3:if-none-match", "false");
    }

    private Statement key(List<String> actions) {
        return Statement.allow(actions, List.of(target.fill("arn:${partition}:kms:*:${account}:key/*")))
                .when("ForAnyValue:StringEquals", "kms:ResourceAliases", List.of("alias/" + state.bucket()));
    }

    private String arn() {
        return target.fill("arn:${partition}:s3:::") + state.bucket();
    }

    private String stateFile() {
        return arn() + "/" + state.key();
    }

    private String lock() {
        return stateFile() + ".tflock";
    }

    private String plans() {
        return arn() + "/plans/" + target.environment() + "/*";
    }
}
