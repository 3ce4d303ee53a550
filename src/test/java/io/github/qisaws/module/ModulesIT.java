package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.Input;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The committed modules are what their definitions make, every time. Starts CDKTF with its AWS bindings. */
class ModulesIT {
    /** Beyond that a module is two modules. The data server has the most, since its two volumes have copies. */
    private static final int MOST_INPUTS = 26;

    private static SortedMap<String, String> generated;

    @BeforeAll
    static void generate() {
        generated = Modules.generate();
    }

    @Test
    void committedModulesAreWhatWouldBeGenerated() {
        assertThat(Modules.different(Path.of("modules"), generated)).isEmpty();
    }

    @Test
    void noAddressThatAStateMayHoldHasGone() {
        assertThat(Modules.broken(Path.of("modules"), generated)).isEmpty();
    }

    @Test
    void aRenamedResourceIsRefusedUntilTheModuleSaysWhereItWent() {
        SortedMap<String, String> renamed = new TreeMap<>(generated);
        String main = renamed.get("image/main.tf.json");
        String gone = main.replace("\"aws_imagebuilder_image_pipeline\": {", "\"aws_imagebuilder_pipeline\": {");
        assertThat(gone).isNotEqualTo(main);
        renamed.put("image/main.tf.json", gone);

        assertThat(Modules.lost(Path.of("modules"), renamed))
                .anyMatch(line -> line.startsWith("image: aws_imagebuilder_image_pipeline.this was removed without"));
    }

    @Test
    void aDefinitionCanSayWhereAResourceWent() {
        ModuleDefinition definition = new ModuleDefinition() {
            @Override
            public Contract contract() {
                return new Contract("moving", "Moving", "A test.", List.of(), List.of(), List.of());
            }

            @Override
            public void define(Blueprint b) {
                b.moved("aws_sns_topic.old", "aws_sns_topic.new");
                b.moved("aws_sns_topic.older", "aws_sns_topic.new");
            }
        };

        assertThat(ModuleSynthesizer.synthesize(List.of(definition))
                        .get(0)
                        .body()
                        .get("moved"))
                .isEqualTo(List.of(
                        Map.of("from", "aws_sns_topic.old", "to", "aws_sns_topic.new"),
                        Map.of("from", "aws_sns_topic.older", "to", "aws_sns_topic.new")));
    }

    @Test
    void generatingAgainGivesTheSameBytes() {
        assertThat(Modules.generate()).isEqualTo(generated);
    }

    @Test
    void everyInputIsDescribedAndValidated() {
        for (Contract contract : Modules.contracts()) {
            assertThat(contract.inputs()).as(contract.name()).hasSizeLessThanOrEqualTo(MOST_INPUTS);
            for (Input input : contract.inputs()) {
                assertThat(input.description())
                        .as(contract.name() + "." + input.name())
                        .isNotBlank();
                assertThat(input.rules())
                        .as(contract.name() + "." + input.name())
                        .isNotEmpty();
            }
            contract.outputs().forEach(output -> assertThat(output.description())
                    .as(contract.name() + "." + output.name())
                    .isNotBlank());
        }
    }

    @Test
    void whatAContractCallsStatefulExistsInItsModule() {
        for (Contract contract : Modules.contracts()) {
            String main = generated.get(contract.name() + "/main.tf.json");
            for (Contract.Stateful stateful : contract.stateful()) {
                List<String> parts = List.of(stateful.resource().split("\\."));
                assertThat(main).contains("\"" + parts.get(0) + "\"").contains("\"" + parts.get(1) + "\"");
            }
        }
    }

    @Test
    void usersOfThePublicSubnetsWaitForTheWayToTheInternet() {
        assertThat(generated.get("network/outputs.tf.json"))
                .containsSubsequence(
                        "\"public_subnet_ids\"",
                        "\"depends_on\"",
                        "\"aws_internet_gateway.this\"",
                        "\"aws_route.main_internet\"",
                        "\"aws_route.public_internet\"",
                        "\"aws_route_table_association.public\"",
                        "\"value\"");
    }

    @Test
    void generatedFilesHoldNoPathNoTimeAndNoMetadataOfCdktf() {
        generated.forEach((path, content) -> {
            assertThat(content).as(path).doesNotContain("cdktf");
            // The servers' scripts, which the archive holds, may speak of root's home, and this test may run as root.
            if (!path.endsWith(".tar.gz")) {
                assertThat(content).as(path).doesNotContain(System.getProperty("user.home"));
            }
        });
    }
}
