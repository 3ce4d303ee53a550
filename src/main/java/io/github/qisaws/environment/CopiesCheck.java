package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks that the copy that serves exists, and that copies side by side have consecutive numbers. */
final class CopiesCheck implements ValueCheck {
    @Override
    public void judge(Values values, Findings findings) {
        judge(values, DataKeys.DATABASE_COPIES, DataKeys.DATABASE_SERVES, findings);
        judge(values, DataKeys.IMAGES_COPIES, DataKeys.IMAGES_SERVES, findings);
        judge(values, ManagedKeys.COPIES, ManagedKeys.SERVES, findings);
        judge(values, ManagedKeys.IMAGE_COPIES, ManagedKeys.IMAGE_SERVES, findings);
        values.find(ManagedKeys.COPIES).ifPresent(copies -> judgeUnprotected(values, copies, findings));
    }

    private static void judge(Values values, Key<Map<String, String>> copies, Key<String> serves, Findings findings) {
        if (values.find(copies).isEmpty() || values.find(serves).isEmpty()) {
            return;
        }
        Map<String, String> all = values.get(copies);
        String serving = values.get(serves);
        if (!all.containsKey(serving)) {
            findings.add(
                    values.isGiven(serves) ? serves : copies,
                    Message.of(
                            serving + " is not one of the copies in " + copies.name(),
                            "allowed: " + (all.isEmpty() ? "a copy that exists" : String.join(", ", all.keySet()))));
        }
        List<Integer> numbers = new ArrayList<>();
        all.keySet().forEach(name -> numbers.add(Copies.number(name)));
        if (numbers.size() == Copies.MOST && Math.abs(numbers.get(0) - numbers.get(1)) % Copies.MOST == 0) {
            findings.add(
                    copies,
                    Message.of(
                            String.join(" and ", all.keySet()) + " do not have consecutive numbers",
                            "original is 0; name the newer copy with the next number"));
        }
        all.forEach((name, snapshot) -> {
            if (snapshot.isEmpty() != name.equals(Copies.ORIGINAL)) {
                findings.add(
                        copies,
                        Message.of(
                                name + (snapshot.isEmpty() ? " has no snapshot" : " has a snapshot"),
                                "write original: \"\", and the snapshot of every other copy"));
            }
        });
    }

    /** The one that serves keeps its protection. */
    private static void judgeUnprotected(Values values, Map<String, String> copies, Findings findings) {
        String unprotected = values.find(ManagedKeys.UNPROTECTED).orElse("");
        boolean serves = unprotected.equals(values.find(ManagedKeys.SERVES).orElse(Copies.ORIGINAL));
        if (!unprotected.isEmpty() && (serves || !copies.containsKey(unprotected))) {
            findings.add(
                    ManagedKeys.UNPROTECTED,
                    Message.of(
                            unprotected + (serves ? " serves the site" : " is not one of the copies"),
                            "name the copy to be removed, or leave the key out"));
        }
    }
}
