package io.github.qisaws.aws;

import java.util.Map;

/**
 * A resource in the account with its tags.
 *
 * @param arnOrId ARN of the resource; for EC2 resources the ID
 */
public record TaggedResource(String arnOrId, Map<String, String> tags) {
    public TaggedResource {
        tags = Map.copyOf(tags);
    }
}
