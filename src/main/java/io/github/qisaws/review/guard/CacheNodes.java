package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Memcached cluster over several zones that would get a single node. Terraform plans an update in place, but ElastiCache
 * accepts single-az only before the nodes are in different zones (ElastiCache API, ModifyCacheCluster: AZMode).
 */
final class CacheNodes implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.changes()
                .filter(change -> change.type().equals("aws_elasticache_cluster")
                        && change.action() == Action.UPDATE
                        && change.before("az_mode").is("cross-az")
                        && isOne(change))
                .map(change -> finding(subject, change));
    }

    private static boolean isOne(Change change) {
        return change.after("num_cache_nodes").number().equals(Optional.of(BigDecimal.ONE));
    }

    private static Finding finding(Case subject, Change change) {
        return Finding.of(
                RuleName.CACHE_SINGLE_ZONE,
                Level.BLOCK,
                change.name(),
                ResourceWords.first(change) + ": num_cache_nodes "
                        + change.before("num_cache_nodes").text() + " → 1. ElastiCache rejects that for nodes in"
                        + " different zones, so the apply would fail.",
                (subject.isOurs() ? "Keep cache.nodes at 2 or more" : "Keep two nodes or more")
                        + ", or plan with --replace '" + change.name() + "', which starts with an empty cache.");
    }
}
