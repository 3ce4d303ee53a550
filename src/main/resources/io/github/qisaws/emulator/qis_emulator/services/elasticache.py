"""ElastiCache for Memcached."""

import re

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.models import CacheCluster, ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse

from ..rules import refuses


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


def modify_cache_cluster(self):
    """moto lacks this call. The number of nodes waits for the maintenance window unless the call applies it immediately."""
    cluster = self.elasticache_backend.describe_cache_clusters(self._get_param("CacheClusterId"))[0]
    nodes = self._get_int_param("NumCacheNodes")
    if nodes and not self._get_bool_param("ApplyImmediately"):
        cluster.pending_modified_values = {"NumCacheNodes": nodes}
    elif nodes:
        cluster.num_cache_nodes = nodes
        cluster.pending_modified_values = {}
    if self._get_param("AZMode") == "cross-az":
        cluster.preferred_availability_zone = "Multiple"
    cluster.security_group_ids = self._get_param("SecurityGroupIds") or cluster.security_group_ids
    cluster.engine_version = self._get_param("EngineVersion") or cluster.engine_version
    return ActionResult({"CacheCluster": cluster})


ElastiCacheResponse.modify_cache_cluster = modify_cache_cluster


def delete_cache_subnet_group(self):
    """moto creates and lists subnet groups, but lacks the call that deletes one."""
    self.elasticache_backend.cache_subnet_groups.pop(self._get_param("CacheSubnetGroupName"), None)
    return EmptyResult()


ElastiCacheResponse.delete_cache_subnet_group = delete_cache_subnet_group


def modify_cache_subnet_group(self):
    """moto creates and lists subnet groups, but lacks the call that changes one."""
    groups = self.elasticache_backend.cache_subnet_groups
    before = groups.pop(self._get_param("CacheSubnetGroupName"))
    group = self.elasticache_backend.create_cache_subnet_group(
        before.cache_subnet_group_name,
        self._get_param("CacheSubnetGroupDescription") or before.cache_subnet_group_description,
        self._get_param("SubnetIds") or before.subnet_ids,
        before.tags,
    )
    return ActionResult({"CacheSubnetGroup": group})


ElastiCacheResponse.modify_cache_subnet_group = modify_cache_subnet_group


@refuses(
    "cache-zones",
    "elasticache",
    "CreateCacheCluster ModifyCacheCluster",
    code="InvalidParameterCombination",
    source="API elasticache:CreateCacheClusterMessage.AZMode, ModifyCacheClusterMessage.AZMode; code not documented",
)
def zones(call):
    present = call.storage().cache_clusters.get(call.get("CacheClusterId"))
    nodes = call.get("NumCacheNodes", present.num_cache_nodes if present else 1)
    mode = call.get("AZMode")
    if mode == "cross-az" and int(nodes) < 2:
        return "The cross-az mode needs more than one cache node"
    if mode == "single-az" and present and present.preferred_availability_zone == "Multiple":
        return "You cannot specify single-az if the cluster already has cache nodes in different Availability Zones"


CLUSTER_NAME = re.compile(r"(?=.{1,50}$)[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*")


@refuses(
    "cache-name",
    "elasticache",
    "CreateCacheCluster",
    code="InvalidParameterValue",
    source="API elasticache:CreateCacheClusterMessage.CacheClusterId",
)
def cluster_name(call):
    if not CLUSTER_NAME.fullmatch(call.get("CacheClusterId", "")):
        return (
            "The parameter CacheClusterIdentifier is not a valid identifier. Identifiers must begin with a letter; must"
            " contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive"
            " hyphens."
        )


@refuses(
    "cache-subnet-group-in-use",
    "elasticache",
    "DeleteCacheSubnetGroup",
    code="CacheSubnetGroupInUse",
    source="API elasticache:DeleteCacheSubnetGroup",
)
def cache_subnet_group_in_use(call):
    name = call.get("CacheSubnetGroupName")
    if any(one.cache_subnet_group_name == name for one in call.storage().cache_clusters.values()):
        return f"Cache subnet group {name} is currently in use by a cache cluster."


@refuses(
    "cache-data-tiering",
    "elasticache",
    "CreateCacheCluster",
    code="InvalidParameterCombination",
    source='ElastiCache User Guide, "Data tiering" (r6gd: Redis only); code not documented',
)
def data_tiering(call):
    kind = call.get("CacheNodeType", "")
    if kind.startswith("cache.r6gd.") and call.get("Engine") == "memcached":
        return f"The cache node type {kind} is not supported for the engine memcached."
