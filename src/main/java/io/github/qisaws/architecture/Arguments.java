package io.github.qisaws.architecture;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Typed inputs as Terraform's arguments: JSON data by the names of the contract. */
final class Arguments {
    private Arguments() {}

    static SortedMap<String, Object> of(Inputs inputs) {
        SortedMap<String, Object> arguments =
                new TreeMap<>(inputs.common().fed().arguments());
        for (RecordComponent group : inputs.getClass().getRecordComponents()) {
            arguments.putAll(members(read(group, inputs)));
        }
        return arguments;
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
