package io.github.qisaws.architecture;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Converts typed inputs to Terraform arguments: JSON data by the input names of the contract. */
final class Arguments {
    private Arguments() {}

    static SortedMap<String, Object> of(Inputs inputs) {
        SortedMap<String, Object> arguments =
                new TreeMap<>(inputs.common().fed().arguments());
        for (RecordComponent group : inputs.getClass().getRecordComponents()) {
            members(read(group, inputs)).forEach((input, value) -> {
                refuseIfFed(inputs.contract(), input);
                arguments.put(input, value);
            });
        }
        return arguments;
    }

    /** One way for each value: an input that its key feeds is not passed a second time. */
    private static void refuseIfFed(Contract contract, String name) {
        contract.input(name).flatMap(Input::origin).filter(Input.Origin::fed).ifPresent(origin -> {
            throw new IllegalArgumentException(
                    contract.name() + " gets " + name + " from " + origin.path() + ", so it must not be passed");
        });
    }

    /** The name of a record's member as Terraform spells it: vpcId is vpc_id. */
    static String name(String member) {
        return member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The members of one record. */
    static SortedMap<String, Object> members(Object values) {
        SortedMap<String, Object> members = new TreeMap<>();
        for (RecordComponent member : values.getClass().getRecordComponents()) {
            Object value = read(member, values);
            if (!(value instanceof Fed)) {
                members.put(name(member.getName()), data(value));
            }
        }
        return members;
    }

    private static Object data(Object value) {
        if (value instanceof Reference<?> reference) {
            return reference.text();
        }
        if (value instanceof References<?> references) {
            return references.text();
        }
        if (value instanceof Enum<?> constant) {
            return ModuleWords.of(constant);
        }
        return value instanceof Record object ? members(object) : value;
    }

    private static Object read(RecordComponent member, Object values) {
        try {
            return member.getAccessor().invoke(values);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(member + " cannot be read", e);
        }
    }
}
