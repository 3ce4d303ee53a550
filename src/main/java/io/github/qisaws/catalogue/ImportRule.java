package io.github.qisaws.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the import ID of a resource is found.
 *
 * @param forms texts by form; usually one
 * @param lookup planned attributes by which the account is searched; empty if it is not
 * @param parent the type whose name is the first attribute of {@link Form#CHILD}, where that is a name
 * @param shared whether what identifies the resource may also identify a resource of another owner
 * @param byId whether the ID that Terraform reports is the import ID
 * @param repeatable whether creating the resource again changes nothing, so that it needs no import
 */
public record ImportRule(
        Map<Form, String> forms,
        List<String> lookup,
        Optional<String> parent,
        boolean shared,
        boolean byId,
        boolean repeatable) {
    public ImportRule {
        forms = Map.copyOf(forms);
        lookup = List.copyOf(lookup);
        if (forms.isEmpty() && lookup.isEmpty() && !repeatable) {
            throw new IllegalArgumentException("import needs a form, a lookup, or repeatable");
        }
    }

    public Optional<String> form(Form form) {
        return Optional.ofNullable(forms.get(form));
    }

    /** Where the import ID comes from. {@code {a|b}} stands for the first of the planned attributes that has a value. */
    public enum Form {
        /** Planned attributes that identify the resource within its parent. AWS must know the parent first. */
        CHILD,
        /** A planned name. A resource of another owner in the account may have the same name. */
        NAME,
        /** The whole ARN of a tagged resource, if it starts with this text after the account. */
        ARN,
        /** The part of the ARN of a tagged resource after this text. */
        ARN_END,
        /** The ID of a tagged resource, if it has this prefix. */
        EC2,
        /** {@code ID/NAME/SCOPE} of a tagged web ACL, whose ARN ends with this pattern of its scope and {@code /NAME/ID}. */
        WEB_ACL
    }
}
