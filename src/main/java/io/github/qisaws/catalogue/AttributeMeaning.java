package io.github.qisaws.catalogue;

/** What an attribute stands for. The guard's rules say which change of its value is a finding. */
public enum AttributeMeaning {
    /** Nothing that the guard watches, although the attribute has a watched name. */
    NONE,

    /** Whether data is encrypted. */
    ENCRYPTION,
    /** The KMS key that encrypts the data. */
    ENCRYPTION_KEY,

    /** A switch that prevents mistakes, such as termination protection. */
    PROTECTION,
    /** A switch without which AWS deletes the resource on request. */
    DELETION_PROTECTION,
    /** A switch that lets AWS delete the resource together with its data. */
    FORCED_DELETION,
    /** Days between a deletion and the loss of the resource. */
    DELETION_WINDOW,
    /** Whether the instance metadata service requires session tokens. */
    METADATA_TOKENS,
    /** A text such as Enabled or Disabled. */
    STATUS,

    /** Whether backups are made, as a switch. */
    BACKUP,
    /** Whether backups are made, as a text such as ENABLED or DISABLED. */
    BACKUP_STATE,
    /** How long, or how many, backups are kept. */
    BACKUP_RETENTION,

    /** A switch that keeps data from the public. */
    PUBLIC_ACCESS_BLOCK,
    /** A canned access list, which can give access to the public. */
    PUBLIC_ACL,
    /** A switch that gives a public address. */
    PUBLIC_ADDRESS,

    /** Size of a volume, in GiB. */
    SIZE,

    /** How long data or logs are kept before AWS deletes them. */
    RETENTION,
    /** Age at which AWS deletes data; without it, data stays. */
    EXPIRY,
    /** A document that says which data AWS deletes, and when. */
    RETENTION_DOCUMENT,
    /** When backups are made. */
    BACKUP_SCHEDULE,
    /** A switch that makes a loss or an access possible. */
    RISKY_SWITCH,
    /** A switch that gives a server a public IP address. */
    PUBLIC_IP,
    /** How many servers or tasks serve. */
    SERVING,

    /** ARN of the policy that limits what a role or user can be allowed. */
    PERMISSIONS_BOUNDARY,
    /** IAM policy document. */
    POLICY,
    /** IAM policy document of a resource that holds data. */
    DATA_POLICY,
    /** ARN of an IAM policy that the resource attaches. */
    ATTACHED_POLICY,

    /** Addresses that a security group rule allows. */
    SOURCE,
    /** Direction of a security group rule: ingress or egress. */
    DIRECTION,
    /** Protocol of a security group rule. */
    PROTOCOL,
    /** First port of a security group rule. */
    FROM_PORT,
    /** Last port of a security group rule. */
    TO_PORT,

    /** Protocol of a load balancer's listener. */
    LISTENER_PROTOCOL,
    /** What a listener does with a request: forward, redirect, and others. */
    LISTENER_ACTION,
    /** TLS policy of a listener. */
    TLS_POLICY,

    /** An in-place update of it stops and starts the server. */
    RESTART,
    /** Smallest number of servers in an Auto Scaling group. */
    FLEET_MINIMUM,
    /** Largest number of servers in an Auto Scaling group. */
    FLEET_MAXIMUM
}
