package io.github.qisaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The typed inputs and outputs of each component say what its contract says. */
class TypedWiringTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.qisaws.architecture");

    private static Stream<Class<?>> typed(Class<?> parent) {
        return CLASSES.stream()
                .filter(each -> each.isAssignableTo(parent) && !each.isEquivalentTo(parent))
                .map(JavaClass::reflect);
    }

    private static Stream<Class<?>> inputs() {
        return typed(Inputs.class);
    }

    private static Stream<Class<?>> outputs() {
        return typed(Outputs.class);
    }

    @Test
    void theComponentsAreFound() {
        assertThat(inputs()).contains(NetworkInputs.class, RemoteStateComponent.RemoteStateInputs.class);
        assertThat(outputs()).contains(NetworkOutputs.class, WebTierOutputs.class);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void membersAreInputsOfTheContractAndCoverThoseThatItDemandsAndNoKeyFeeds(Class<?> inputs)
            throws ReflectiveOperationException {
        Contract contract = contract(inputs, "Inputs");
        List<String> members = Arrays.stream(inputs.getRecordComponents())
                .flatMap(group -> Arrays.stream(group.getType().getRecordComponents()))
                .filter(member -> !member.getType().equals(Fed.class))
                .map(RecordComponent::getName)
                .map(Arguments::name)
                .toList();
        assertThat(members).doesNotHaveDuplicates();
        assertThat(contract.inputs()).extracting(Input::name).containsAll(members);
        assertThat(members)
                .containsAll(contract.inputs().stream()
                        .filter(input -> input.defaultValue().isEmpty())
                        .filter(input ->
                                input.origin().filter(Input.Origin::fed).isEmpty())
                        .map(Input::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void methodsReferToTheOutputOfTheirName(Class<?> outputs) throws ReflectiveOperationException {
        Contract contract = contract(outputs, "Outputs");
        TreeMap<String, Object> examples = new TreeMap<>();
        contract.inputs().forEach(input -> examples.put(input.name(), input.example()));
        Object instance =
                outputs.getDeclaredConstructor(Call.class).newInstance(new Call(contract.name(), contract, examples));
        for (Method method : outputs.getDeclaredMethods()) {
            String path = "module." + contract.name() + "." + Arguments.name(method.getName());
            assertThat(method.invoke(instance)).isIn(Reference.to(path), new References<>(path));
        }
    }

    /** Of the class around them, or of the component that they are named after. */
    private static Contract contract(Class<?> typed, String suffix) throws ReflectiveOperationException {
        Class<?> component = typed.isMemberClass()
                ? typed.getEnclosingClass()
                : Class.forName(typed.getName().replaceAll(suffix + "$", "Component"));
        return (Contract) component.getField("CONTRACT").get(null);
    }
}
