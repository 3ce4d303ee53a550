package io.github.qisaws.environment;

import io.github.qisaws.environment.Topology.Serving;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One deployment of QIS as its environment file describes it: read, checked, and with every default filled in.
 *
 * @param name the name of the environment's folder: lower-case letters, digits and hyphens, at most 20 characters,
 *     since it becomes part of AWS names that are limited to 32
 */
public record Environment(
        String name, Placement placement, Site site, Network network, Topology topology, StateBackend state) {

    /** Settings of QIS; empty for an environment with only an image pipeline. */
    public Optional<Application> application() {
        return topology instanceof Serving serving ? Optional.of(serving.application()) : Optional.empty();
    }

    /**
     * Region, account, and architecture of an environment.
     *
     * @param architecture as the file names it; what follows from it is in the topology
     * @param usEast1 whether the configuration also has a provider for us-east-1
     */
    public record Placement(String region, String account, ArchitectureName architecture, boolean usEast1) {
        /** The only region in which CloudFront accepts certificates and web ACLs, and in which it has metrics. */
        public static final String US_EAST_1 = "us-east-1";

        /** The partition of AWS that a region is in, which begins its ARNs. */
        public static String partitionOf(String region) {
            if (region.startsWith("cn-")) {
                return "aws-cn";
            }
            return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        }
    }

    /** The architectures, as environment files name them. */
    public enum ArchitectureName {
        SINGLE_SERVER,
        TWO_SERVER,
        MANAGED,
        CONTAINERS,
        IMAGE_PIPELINE
    }

    /**
     * Settings that apply to the whole site.
     *
     * @param protect deletion and termination protection on what holds data or takes traffic
     * @param policy settings of the guard
     * @param settings the value of every key; the records hold only values that decide something
     */
    public record Site(boolean protect, Map<String, String> tags, GuardPolicy policy, Settings settings) {
        public Site {
            tags = Map.copyOf(tags);
        }
    }

    /** The machine image of the servers: an AMI id, or an SSM parameter that names the newest good one. */
    public record ServerImage(String reference) {
        private static final String PARAMETER = "ssm:";

        /** The parameter that an environment's own pipeline writes. */
        public static ServerImage ownParameter(String environment, String processor) {
            return new ServerImage(PARAMETER + "/qis-aws/" + environment + "/image/" + processor);
        }

        public boolean isParameter() {
            return reference.startsWith(PARAMETER);
        }

        public String parameterName() {
            return reference.substring(PARAMETER.length());
        }
    }

    /**
     * The VPC and its subnets.
     *
     * @param zones zone letters, two or three, such as a, b, c
     * @param existing the VPC to use; empty means that qis-aws creates one
     */
    public record Network(Layout layout, List<String> zones, Optional<ExistingNetwork> existing) {
        public Network {
            zones = List.copyOf(zones);
        }
    }

    /** Open: public subnets only. Tiered: public, application, and data subnets in each zone. */
    public enum Layout {
        OPEN,
        TIERED
    }

    /** How many NAT gateways the application subnets share. */
    public enum Nat {
        NONE,
        ONE,
        PER_ZONE
    }

    /**
     * Settings of the load balancer that other components also use; its module reads the rest from {@link Settings}.
     *
     * @param internal whether it has only private IP addresses
     */
    public record LoadBalancer(Certificate certificate, boolean internal) {}

    /** Whether port 80 redirects browsers to HTTPS or forwards plain HTTP to the web servers. */
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
        /**
         * An existing certificate, one that ACM issues after DNS validation, or one imported by {@code qis-aws
         * certificate}.
         */
        public enum Source {
            ARN,
            DNS,
            IMPORTED
        }
    }

    /** Web servers that are separate from the data server. */
    public record WebServers(String instanceType, Scaling scaling) {}

    /**
     * Processes and threads of one web server, which limit its database connections.
     *
     * @param processes mod_wsgi processes of a server; empty where the only server counts what its cores and memory
     *     leave to Apache
     * @param poolSize connections kept in each of a process's two pools
     */
    public record Workers(Optional<Integer> processes, int poolSize) {}

    /**
     * The auto-scaled web servers.
     *
     * @param scaleOutAbove mean CPU of the group in percent
     * @param scaleInBelow mean CPU of the group in percent
     * @param cooldown warm-up of a new server, in seconds
     * @param requestTarget requests per minute and server
     */
    public record Scaling(
            int minimum,
            int maximum,
            ScalingPolicy policy,
            int scaleOutAbove,
            int scaleInBelow,
            int cooldown,
            int requestTarget) {}

    /**
     * Step scaling, or target tracking that keeps the group's CPU near {@code scaleOutAbove}, or the requests near {@code
     * requestTarget}.
     */
    public enum ScalingPolicy {
        STEP,
        TARGET_TRACKING,
        REQUEST_COUNT
    }

    /**
     * The EC2 instance that keeps database and images.
     *
     * @param zone zone letter of the server and its volumes
     * @param madeFrom EBS snapshots from which volumes are created, by volume: database, images
     */
    public record DataServer(String instanceType, String zone, SortedMap<String, String> madeFrom) {
        public DataServer {
            madeFrom = Collections.unmodifiableSortedMap(new TreeMap<>(madeFrom));
        }
    }

    /** Where Terraform keeps its state. */
    public sealed interface StateBackend {
        /** An S3 bucket with native lock files. */
        record S3(String bucket, String key) implements StateBackend {}

        /** HCP Terraform or Terraform Enterprise. */
        record Cloud(String organization, String workspace, String hostname) implements StateBackend {}
    }
}
