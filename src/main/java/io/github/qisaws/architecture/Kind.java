package io.github.qisaws.architecture;

/**
 * Kinds of referenced resources, so that the compiler distinguishes a subnet from a security group; never implemented.
 */
interface Kind {
    interface Vpc extends Kind {}

    interface Subnet extends Kind {}

    interface SecurityGroup extends Kind {}

    interface SubnetGroup extends Kind {}

    interface MachineImage extends Kind {}

    interface TargetGroup extends Kind {}

    interface Secret extends Kind {}

    interface ScalingGroup extends Kind {}

    interface CidrBlock extends Kind {}

    interface DnsName extends Kind {}

    interface Cluster extends Kind {}

    interface Folder extends Kind {}

    interface FileSystem extends Kind {}

    interface DnsZone extends Kind {}

    interface Arn extends Kind {}

    interface Url extends Kind {}

    interface CacheServers extends Kind {}

    interface ImageTree extends Kind {}

    interface Topic extends Kind {}

    interface Bucket extends Kind {}

    interface Role extends Kind {}

    /** The name of a resource in CloudWatch metrics. */
    interface Watched extends Kind {}
}
