package io.github.qisaws.aws;

import java.util.Map;

/**
 * A resource in the account, with its tags.
 *
 * @param arnOrId its ARN; EC2 gives the ID alone
 */
public record TaggedResource(String arnOrId, Map<String, String> tags) {
    public TaggedResource {
        tags = Map.copyOf(tags);
    }
}
