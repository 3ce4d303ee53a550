package io.github.qisaws.environment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One deployment of QIS as its environment file describes it: read, checked, and with every default filled in.
 *
 * @param name the name of the environment's folder: lower-case letters, digits and hyphens, at most 20 characters,
 *     since it becomes part of AWS names that are limited to 32
 */
public record Environment(
        String name, Placement placement, Site site, Network network, Servers servers, StateBackend state) {

    /** Where it runs. */
    public record Placement(String region, String account, ArchitectureName architecture) {}

    /** The named ways to put the components together. */
    public enum ArchitectureName {
        SINGLE_SERVER,
        TWO_SERVER,
        MANAGED,
        CONTAINERS,
        IMAGE_PIPELINE
    }

    /**
     * What the whole site shares.
     *
     * @param hostName the public DNS name; empty means the load balancer's own name
     * @param operatorEmail gets the scaling notifications and alarms
     * @param protect deletion and termination protection on what holds data or takes traffic
     * @param policy what the guard holds plans to, beside its own rules
     */
    public record Site(
            String hostName,
            Optional<String> operatorEmail,
            ServerImage image,
            boolean protect,
            Map<String, String> tags,
            GuardPolicy policy) {
        public Site {
            tags = Map.copyOf(tags);
        }

        /** With the usual policy. */
        public Site(
                String hostName,
                Optional<String> operatorEmail,
                ServerImage image,
                boolean protect,
                Map<String, String> tags) {
            this(hostName, operatorEmail, image, protect, tags, GuardPolicy.USUAL);
        }
    }

    /**
     * The machine image of the servers: an AMI id, or an SSM parameter that names the newest good one.
     *
     * @param build the environment's own pipeline that makes images
     */
    public record ServerImage(String reference, Optional<ImageBuild> build) {
        private static final String PARAMETER = "ssm:";

        /** Without a pipeline. */
        public ServerImage(String reference) {
            this(reference, Optional.empty());
        }

        /** The parameter that an environment's own pipeline writes, as a reference. */
        static String ownParameter(String environment, String processor) {
            return PARAMETER + "/qis-aws/" + environment + "/image/" + processor;
        }

        public boolean isParameter() {
            return reference.startsWith(PARAMETER);
        }

        public String parameterName() {
            return reference.substring(PARAMETER.length());
        }
    }

    /**
     * The address plan.
     *
     * @param zones zone letters, two or three, such as a, b, c
     * @param subnetPrefix length of each subnet's prefix in bits, 16 to 28
     * @param sshFrom CIDR blocks that may reach port 22; empty means Session Manager only
     */
    public record Network(
            String cidr, Layout layout, List<String> zones, int subnetPrefix, Tiers tiers, List<String> sshFrom) {
        public Network {
            zones = List.copyOf(zones);
            sshFrom = List.copyOf(sshFrom);
        }
    }

    /** Open: the original's public subnets. Tiered: public, application and data subnets in each zone. */
    public enum Layout {
        OPEN,
        TIERED
    }

    /**
     * What only the tiered layout has, and flow logs.
     *
     * @param endpoints AWS services reached without leaving the VPC, such as s3, ssm, logs
     * @param flowLogDays days that flow logs are kept; 0 means none
     */
    public record Tiers(Nat nat, List<String> endpoints, int flowLogDays) {
        public Tiers {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** How many NAT gateways the application subnets share. */
    public enum Nat {
        NONE,
        ONE,
        PER_ZONE
    }

    /**
     * The servers, what stands in front of them, and what takes their place.
     *
     * @param data in architecture managed only its limit of connections counts
     * @param managed in architecture managed, and with containers on Fargate
     * @param containers in architecture containers only
     */
    public record Servers(
            LoadBalancer loadBalancer,
            WebTier web,
            DataServer data,
            ManagedServices managed,
            Containers containers,
            Operations care,
            Edge edge) {
        /** With nothing that somebody has to ask for. */
        public Servers(LoadBalancer loadBalancer, WebTier web, DataServer data) {
            this(loadBalancer, web, data, ManagedServices.USUAL, Containers.NONE, Operations.NONE, Edge.NONE);
        }
    }

    /**
     * The balancer in front of the web servers.
     *
     * @param idleTimeout seconds, 1 to 74: below Apache's keep-alive time of 75 s, which avoids stray 502s
     */
    public record LoadBalancer(
            HttpMode http, Certificate certificate, String tlsPolicy, boolean accessLogs, int idleTimeout) {}

    /** What port 80 does: send the browser to HTTPS, or serve plainly as the original did. */
    public enum HttpMode {
        REDIRECT,
        FORWARD
    }

    /**
     * Where the certificate of port 443 comes from.
     *
     * @param value the ARN, or the Route 53 zone id for DNS validation; empty for an imported one
     */
    public record Certificate(Source source, String value) {
        /** Named by ARN, made by ACM and proven by DNS, or imported by {@code qis-aws certificate}. */
        public enum Source {
            ARN,
            DNS,
            IMPORTED
        }
    }

    /**
     * The web servers.
     *
     * @param rootVolume GiB
     * @param selfHealing the full-time server is a group of one that replaces itself
     */
    public record WebTier(String instanceType, Workers workers, int rootVolume, boolean selfHealing, Scaling scaling) {}

    /**
     * What one web server runs, which bounds its connections to the database.
     *
     * @param processes mod_wsgi processes of a server, or {@link #BY_THE_SERVER}
     * @param threads threads of a process
     * @param poolSize connections kept in each of a process's two pools
     */
    public record Workers(int processes, int threads, int poolSize) {
        /** The only server counts what its cores and memory leave to Apache. */
        public static final int BY_THE_SERVER = 0;
    }

    /**
     * The auto-scaled web servers beside the full-time one.
     *
     * @param scaleOutAbove mean CPU of the group in percent
     * @param scaleInBelow mean CPU of the group in percent
     * @param cooldown seconds
     */
    public record Scaling(
            int minimum, int maximum, ScalingPolicy policy, int scaleOutAbove, int scaleInBelow, int cooldown) {}

    /** Steps as the original had, or keeping the group's CPU at {@code scaleOutAbove}. */
    public enum ScalingPolicy {
        STEP,
        TARGET_TRACKING
    }

    /**
     * The full-time database and image-storage server.
     *
     * @param zone zone letter of the server and its volumes
     * @param databaseVolume GiB
     * @param imagesVolume GiB
     * @param snapshotDays daily snapshots kept; 0 means none
     * @param maxConnections PostgreSQL's max_connections
     */
    public record DataServer(
            String instanceType,
            String zone,
            int databaseVolume,
            int imagesVolume,
            int snapshotDays,
            int maxConnections) {}

    /** Where Terraform keeps its state. */
    public sealed interface StateBackend {
        /** An S3 bucket with native lock files. */
        record S3(String bucket, String key) implements StateBackend {}

        /** HCP Terraform or Terraform Enterprise. */
        record Cloud(String organization, String workspace, String hostname) implements StateBackend {}
    }
}
