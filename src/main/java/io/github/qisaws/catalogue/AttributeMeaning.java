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
    /** How many network hops an answer of the instance metadata service may travel. */
    METADATA_HOPS,
    /** What stands between callers and a service, such as a firewall rule; without it, they come through. */
    FENCE,
    /** A limit that is safer the higher it is, such as the shortest password. */
    STRENGTH,
    /** What is logged, or where. */
    LOGGING,
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
    /** A switch or text that gives data a public address. */
    PUBLIC_ADDRESS,
    /** Another account, or a group of accounts, that gets access. */
    SHARED_WITH,

    /** Size of a volume, in GiB. */
    SIZE,

    /** How long data or logs are kept before AWS deletes them. */
    RETENTION,
    /** Age at which AWS deletes data; without it, data stays. */
    EXPIRY,
    /** A document that says which data AWS deletes, and when. */
    RETENTION_DOCUMENT,
    /** When backups are made, or of which resources. */
    BACKUP_SCHEDULE,
    /** A switch that makes a loss or an access possible. */
    RISKY_SWITCH,
    /** A switch or text that gives a server a public IP address, or lets callers in without a check. */
    PUBLIC_IP,
    /** Like a public IP address, but new resources often have it on purpose or by default. */
    REACHABLE,
    /** A switch that keeps the resource from the internet. */
    PRIVATE,
    /** How many servers or tasks serve, or whether the resource works. */
    SERVING,

    /** Version of an engine; AWS does not go back to an older one, and a restore from a backup loses data. */
    VERSION,
    /** Kind of an engine, such as postgres. */
    KIND,
    /** How much the resource can hold or do; less of it can stop or slow down what uses it. */
    CAPACITY,
    /** Whether a standby takes over. */
    REDUNDANCY,

    /** A value that others read, such as that of a parameter or secret; no resource keeps the old one. */
    VALUE,
    /** Stored content, such as that of an S3 object. */
    CONTENT,
    /** A password that others log in with. */
    CREDENTIAL,
    /** Where a DNS name leads. */
    TARGET,
    /** Name of a setting, such as a database parameter. */
    SETTING_NAME,
    /** Value of the setting that is named beside it. */
    SETTING_VALUE,

    /** The owner of a credential that stays valid until it is deleted. */
    LONG_LIVED_KEY,
    /** The role whose permissions the resource has. */
    RUNS_AS,
    /** ARN of the policy that limits what a role or user can be allowed. */
    PERMISSIONS_BOUNDARY,
    /** IAM policy document. */
    POLICY,
    /** IAM policy document of a resource that holds data. */
    DATA_POLICY,
    /** ARN of an IAM policy that the resource attaches. */
    ATTACHED_POLICY,
    /** Who gets the permission: an account, an ARN, a service, or everybody. */
    PRINCIPAL,
    /** What limits the principal, such as a source account. */
    PRINCIPAL_LIMIT,
    /** Document of OpenSearch Serverless that says from where a collection can be reached. */
    NETWORK_POLICY,

    /** Addresses that a security group rule allows. */
    SOURCE,
    /** Addresses to which a security group rule lets traffic out. */
    DESTINATION,
    /** Direction of a rule: ingress or egress, or whether it is for egress. */
    DIRECTION,
    /** Protocol of a security group rule. */
    PROTOCOL,
    /** First port of a security group rule. */
    FROM_PORT,
    /** Last port of a security group rule. */
    TO_PORT,
    /** Port, or range of ports, of a firewall rule as one text. */
    PORTS,
    /** Protocol that a firewall rule rejects instead of allowing it. */
    DENIED,
    /** What a network ACL does with the traffic: allow or deny. */
    RULE_ACTION,

    /** Protocol of a load balancer's listener. */
    LISTENER_PROTOCOL,
    /** What a listener does with a request: forward, redirect, and others. */
    LISTENER_ACTION,
    /** ARN of the listener to which a rule belongs. */
    LISTENER,
    /** TLS policy of a listener. */
    TLS_POLICY,

    /** An in-place update of it stops and starts the server. */
    RESTART,
    /** Smallest number of servers in an Auto Scaling group. */
    FLEET_MINIMUM,
    /** Largest number of servers in an Auto Scaling group. */
    FLEET_MAXIMUM
}
