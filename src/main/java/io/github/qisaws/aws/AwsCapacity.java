package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** Quotas of an account in a region, and what it uses of them. */
record AwsCapacity(AwsAccess access) {
    private static final int CLOUDFRONT = 55;
    private static final String TARGET = "ServiceQuotasV20190624.";

    /** The value for the account; where AWS never set one, the default of all accounts. */
    int quota(String service, String code) {
        return access.call("servicequotas:GetServiceQuota", () -> {
            try {
                return value("GetServiceQuota", service, code);
            } catch (AwsServiceException e) {
                if ("NoSuchResourceException".equals(e.awsErrorDetails().errorCode())) {
                    return value("GetAWSDefaultServiceQuota", service, code);
                }
                throw e;
            }
        });
    }

    private int value(String operation, String service, String code) {
        JsonNode answer = new SignedCalls(access)
                .json("servicequotas", TARGET + operation, Map.of("ServiceCode", service, "QuotaCode", code));
        return (int) answer.path("Quota").path("Value").asDouble();
    }

    int addresses() {
        return access.ec2(
                "ec2:DescribeAddresses",
                ec2 -> ec2.describeAddresses().addresses().size());
    }

    int networks() {
        return access.ec2("ec2:DescribeVpcs", ec2 ->
                (int) ec2.describeVpcsPaginator().vpcs().stream().count());
    }

    int loadBalancers() {
        return access.call("elasticloadbalancing:DescribeLoadBalancers", () -> {
            try (ElasticLoadBalancingV2Client client = access.configure(
                            "ELASTIC_LOAD_BALANCING_V2", ElasticLoadBalancingV2Client.builder())
                    .build()) {
                return (int) client.describeLoadBalancersPaginator().loadBalancers().stream()
                        .filter(balancer -> balancer.type() == LoadBalancerTypeEnum.APPLICATION)
                        .count();
            }
        });
    }

    Map<String, Integer> instances() {
        Filter running = Filter.builder()
                .name("instance-state-name")
                .values("pending", "running")
                .build();
        return access.ec2(
                "ec2:DescribeInstances",
                ec2 -> ec2.describeInstancesPaginator(request -> request.filters(running)).reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .collect(Collectors.toMap(
                                instance -> instance.instanceTypeAsString(),
                                instance -> 1,
                                Integer::sum,
                                TreeMap::new)));
    }

    Map<String, Integer> prefixLists() {
        return access.ec2(
                "ec2:DescribeManagedPrefixLists",
                ec2 -> ec2.describeManagedPrefixListsPaginator(request -> {}).prefixLists().stream()
                        .collect(Collectors.toMap(list -> list.prefixListId(), AwsCapacity::weight)));
    }

    /** Without a maximum of entries, a list counts as AWS documents it (VPC User Guide, "AWS-managed prefix lists"). */
    private static int weight(ManagedPrefixList list) {
        if (list.maxEntries() != null) {
            return list.maxEntries();
        }
        return String.valueOf(list.prefixListName()).endsWith("cloudfront.origin-facing") ? CLOUDFRONT : 1;
    }
}
