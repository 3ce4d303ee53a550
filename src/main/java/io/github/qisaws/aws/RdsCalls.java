package io.github.qisaws.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls of RDS. */
record RdsCalls(AwsAccess access) {
    private static final String API = "2014-10-31";

    /** The members of a list in all pages of an answer. */
    List<Xml> members(String operation, Map<String, String> parameters, String list) {
        List<Xml> members = new ArrayList<>();
        Optional<String> marker = Optional.of("");
        while (marker.isPresent()) {
            Map<String, String> page = new TreeMap<>(parameters);
            marker.filter(next -> !next.isEmpty()).ifPresent(next -> page.put("Marker", next));
            Xml answer = Xml.parse(query(operation, page));
            members.addAll(answer.members(list));
            marker = answer.text("Marker");
        }
        return members;
    }

    String query(String operation, Map<String, String> parameters) {
        return new SignedCalls(access).query("rds", API, operation, parameters);
    }
}
