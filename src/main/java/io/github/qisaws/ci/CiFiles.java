package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Generates pipeline files and the IAM policies with which AWS trusts their jobs. */
public final class CiFiles {
    /**
     * Terraform version in the pipelines, with which qis-aws is tested. Plan and apply jobs must use the same version.
     */
    private static final String TERRAFORM = "1.11.4";

    /** SHA-256 of HashiCorp's archive of this version for Linux on x86-64. */
    private static final String TERRAFORM_SHA256 = "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc";

    private static final List<String> WORKFLOWS = List.of(
            "qis-aws-plan.yml",
            "qis-aws-review.yml",
            "qis-aws-apply.yml",
            "qis-aws-apply-environment.yml",
            "qis-aws-drift.yml");

    /** conftest version in the pipelines, with which qis-aws is tested. */
    public static final String CONFTEST = "0.71.1";

    private CiFiles() {}

    /** File contents by path in the repository. */
    public static SortedMap<String, String> of(CiSystem system, CiSetup setup) {
        SortedMap<String, String> files = new TreeMap<>();
        if (system == CiSystem.GITHUB) {
            for (String name : WORKFLOWS) {
                files.put(".github/workflows/" + name, filled("github/" + name, setup));
            }
        } else {
            files.put(".gitlab-ci.yml", filled("gitlab/include.yml", setup));
            files.put(".gitlab/qis-aws.gitlab-ci.yml", filled("gitlab/qis-aws.gitlab-ci.yml", setup));
        }
        setup.environments().forEach(environment -> new RolePolicies(system, setup, environment)
                .files()
                .forEach((name, text) -> files.put(system.folder() + "/qis-aws/" + name, text)));
        return files;
    }

    private static String filled(String name, CiSetup setup) {
        return read(name)
                .replace("@CONFTEST-STEPS@\n", read("github/conftest.yml"))
                .replace("@TERRAFORM-STEPS@\n", read("github/terraform.yml"))
                .replace("@CONFTEST@", CONFTEST)
                .replace("@DIRECTORY@/", setup.directory().equals(".") ? "" : setup.directory() + "/")
                .replace("@DIRECTORY@", setup.directory())
                .replace("@BRANCH@", setup.branch())
                .replace("@TERRAFORM@", TERRAFORM)
                .replace("@TERRAFORM-SHA256@", TERRAFORM_SHA256)
                .replace("@MATRIX@\n", matrix(setup.environments()));
    }

    private static String matrix(List<Environment> environments) {
        return environments.stream()
                .map(environment -> "      - ENVIRONMENT: \"" + environment.name() + "\"\n        ACCOUNT: \""
                        + environment.placement().account() + "\"\n        REGION: \""
                        + environment.placement().region() + "\"\n")
                .collect(Collectors.joining());
    }

    private static String read(String name) {
        try (InputStream stream = CiFiles.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
