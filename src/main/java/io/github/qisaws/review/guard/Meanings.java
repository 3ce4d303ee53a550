package io.github.qisaws.review.guard;

import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.DeploymentPart;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.stream.Stream;

/** What the catalogue says about a resource of a plan and its attributes. */
public final class Meanings {
    private Meanings() {}

    public static AttributeMeaning of(Change change, Attribute attribute) {
        return Catalogue.OURS.meaning(change.type(), attribute.path());
    }

    /** The attributes of a resource that have this meaning. */
    public static Stream<Attribute> all(Change change, AttributeMeaning meaning) {
        return change.judged().filter(each -> of(change, each) == meaning);
    }

    /** The current value of the first attribute with this meaning; absent if there is none. */
    static Value before(Change change, AttributeMeaning meaning) {
        return all(change, meaning).map(Attribute::before).findFirst().orElse(Value.ABSENT);
    }

    /** The planned value of the first attribute with this meaning; absent if there is none. */
    static Value after(Change change, AttributeMeaning meaning) {
        return all(change, meaning).map(Attribute::after).findFirst().orElse(Value.ABSENT);
    }

    public static boolean is(Change change, DeploymentPart part) {
        return Catalogue.OURS.part(change.type()).filter(part::equals).isPresent();
    }
}
