"""ElastiCache for Memcached."""

from moto.core.responses import EmptyResult
from moto.elasticache.models import CacheCluster, ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse


def cache_nodes(self):
    """moto returns no cache nodes, whose host names web servers need."""
    here = self.arn.split(":")[3]
    return [
        {
            "CacheNodeId": f"{number:04}",
            "CacheNodeStatus": "available",
            "CustomerAvailabilityZone": here + "abc"[(number - 1) % 3],
            "Endpoint": {"Address": f"{self.cache_cluster_id}.{number:04}.cache.internal", "Port": self.port},
        }
        for number in range(1, self.num_cache_nodes + 1)
    ]


CacheCluster.cache_nodes = property(cache_nodes)


def security_groups_of_cache(self):
    return [{"SecurityGroupId": group, "Status": "active"} for group in self.security_group_ids]


CacheCluster.security_groups = property(security_groups_of_cache)


create_cache_cluster = ElastiCacheBackend.create_cache_cluster


def create_cluster(self, *args, **kwargs):
    """AWS returns Multiple if the nodes are in several zones."""
    cluster = create_cache_cluster(self, *args, **kwargs)
    if cluster.az_mode == "cross-az":
        cluster.preferred_availability_zone = "Multiple"
    return cluster


ElastiCacheBackend.create_cache_cluster = create_cluster


delete_cache_cluster = ElastiCacheBackend.delete_cache_cluster


def delete_cluster(self, cache_cluster_id):
    """moto keeps a deleted cluster forever, so clients would wait forever for its deletion."""
    cluster = delete_cache_cluster(self, cache_cluster_id)
    self.cache_clusters.pop(cache_cluster_id, None)
    return cluster


ElastiCacheBackend.delete_cache_cluster = delete_cluster


def delete_cache_subnet_group(self):
    """moto creates and lists subnet groups, but lacks the call that deletes one."""
    self.elasticache_backend.cache_subnet_groups.pop(self._get_param("CacheSubnetGroupName"), None)
    return EmptyResult()


ElastiCacheResponse.delete_cache_subnet_group = delete_cache_subnet_group
