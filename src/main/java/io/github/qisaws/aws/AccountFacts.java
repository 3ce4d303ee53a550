package io.github.qisaws.aws;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What AWS offers an account in a region, and what the account has; an interface so that tests need no account. */
public interface AccountFacts {
    /** Stands for the subnets without a route table of their own. */
    String MAIN = "main";

    /** Names of the Availability Zones that the account can use. */
    Set<String> zones();

    /** The region's status for the account, such as {@code opted-in}; empty if AWS has no such region. */
    Optional<String> regionStatus();

    /** The zones in which AWS offers each instance type; without the types that it does not offer in the region. */
    Map<String, Set<String>> offerings(Collection<String> instanceTypes);

    /** Properties of instance types; without the types that the region does not have. */
    Map<String, InstanceFacts> instanceTypes(Collection<String> names);

    /** The zones in which RDS offers an instance class for PostgreSQL, by engine version. */
    Map<String, Set<String>> databaseOffers(String instanceClass);

    /** The zones of each service that can have a VPC endpoint, by the service's name. */
    Map<String, Set<String>> endpointServices();

    /** Number of rules that each managed prefix list counts for in a security group, by ID. */
    Map<String, Integer> prefixLists();

    /** The value of a quota that applies to the account. */
    int quota(String service, String code);

    /** Number of Elastic IP addresses. */
    int addresses();

    int networks();

    /**
     * The target of the default IPv4 route of each subnet with a route table of its own, such as a NAT gateway's ID; empty
     * text if it has no default route. The main route table has the key {@link #MAIN}.
     */
    Map<String, String> defaultRoutes(String vpc);

    /** Number of Application Load Balancers. */
    int loadBalancers();

    /** Number of pending and running instances by type. */
    Map<String, Integer> instances();

    /** The value of an SSM parameter. */
    Optional<String> parameter(String name);

    /** The AMI, if it exists and the account may use it. */
    Optional<Image> image(String id);

    /** The state of a KMS key, and whether it encrypts data; empty if there is none or the account may not use it. */
    Optional<EncryptionKey> encryptionKey(String arn);

    Optional<Certificate> certificate(String arn);

    /** Certificates that were imported into ACM for a domain. */
    List<Certificate> imported(String domain);

    /**
     * A bucket; empty if no account has it.
     *
     * @param owner the account that should own the bucket
     */
    Optional<Bucket> bucket(String name, String owner);

    /** AWS's time. */
    Instant now();

    /** What AWS reports about the rollouts in the account. */
    RolloutFacts rollouts();

    /** The databases on RDS in the account. */
    DatabaseAccount databases();

    /** When AWS Backup started the newest complete backup of a resource; empty if there is none. */
    Optional<Instant> lastBackup(String arn);

    /** A snapshot of a volume, which this account owns or may use. */
    Optional<DataSnapshot> volumeSnapshot(String id);

    /**
     * A snapshot of a database on RDS that this account owns.
     *
     * @param name its name or ARN
     */
    Optional<DataSnapshot> databaseSnapshot(String name);

    /**
     * Whether a resource of this type has the name; empty if the name is free.
     *
     * @param inUsEast1 whether the resource is to be in us-east-1, for an environment in any region
     */
    Optional<Holder> named(String type, String name, boolean inUsEast1);

    /** An instance type. */
    record InstanceFacts(int vcpus, Set<String> architectures) {
        public InstanceFacts {
            architectures = Set.copyOf(architectures);
        }
    }

    /**
     * An AMI.
     *
     * @param state AWS's state, such as available
     * @param rootGib size of the root volume's snapshot; 0 if AWS reports none
     */
    record Image(String id, String state, String architecture, int rootGib) {
        public boolean isAvailable() {
            return state.equals(MachineImage.AVAILABLE);
        }
    }

    /**
     * A KMS key.
     *
     * @param state AWS's state, such as Enabled
     * @param symmetric whether it is a symmetric key for encryption, which the services require
     */
    record EncryptionKey(String state, boolean symmetric) {}

    /** A certificate in ACM. */
    record Certificate(String arn, String status, boolean imported, Optional<Instant> notAfter) {}

    /**
     * An S3 bucket.
     *
     * @param region empty if AWS does not report it
     * @param foreign whether another account owns it
     */
    record Bucket(String region, boolean foreign) {}

    /**
     * The resource that has a name.
     *
     * @param pendingDeletion whether AWS will delete it and keeps the name until then
     */
    record Holder(boolean pendingDeletion) {}
}
