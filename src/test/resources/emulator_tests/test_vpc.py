import ipaddress
import unittest

from emulated import EmulatedTest


class SecurityGroups(EmulatedTest):
    def setUp(self):
        super().setUp()
        self.vpc, self.subnets = self.network()
        self.web = self.group(self.vpc)
        self.delete = self.aws("ec2").delete_security_group

    def in_use(self, group=None):
        self.refused("security-group-in-use", "DependencyViolation", self.delete, GroupId=group or self.web)

    def test_a_free_group_can_be_deleted(self):
        self.delete(GroupId=self.web)

    def test_a_group_of_a_running_server_is_in_use_until_its_end(self):
        server = self.instance(SubnetId=self.subnets[0], SecurityGroupIds=[self.web])
        self.answers_with("DependencyViolation", self.delete, GroupId=self.web)
        self.aws("ec2").terminate_instances(InstanceIds=[server])
        self.delete(GroupId=self.web)

    def test_a_group_of_a_network_interface_is_in_use(self):
        self.aws("ec2").create_network_interface(SubnetId=self.subnets[0], Groups=[self.web])
        self.in_use()

    def test_a_group_that_another_names_is_in_use(self):
        data = self.group(self.vpc, "data")
        from_web = [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": self.web}]}]
        self.aws("ec2").authorize_security_group_ingress(GroupId=data, IpPermissions=from_web)
        self.in_use()

    def test_a_group_that_names_itself_is_not(self):
        itself = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{"GroupId": self.web}]}]
        self.aws("ec2").authorize_security_group_ingress(GroupId=self.web, IpPermissions=itself)
        self.delete(GroupId=self.web)

    def test_a_group_of_a_balancer_is_in_use_until_its_end(self):
        balancer = self.balancer(self.subnets, SecurityGroups=[self.web])
        self.answers_with("DependencyViolation", self.delete, GroupId=self.web)
        self.aws("elbv2").delete_load_balancer(LoadBalancerArn=balancer)
        self.delete(GroupId=self.web)

    def test_a_group_of_an_endpoint_is_in_use(self):
        self.aws("ec2").create_vpc_endpoint(
            VpcId=self.vpc,
            ServiceName="com.amazonaws.eu-west-1.ssm",
            VpcEndpointType="Interface",
            SubnetIds=self.subnets[:1],
            SecurityGroupIds=[self.web],
        )
        self.in_use()

    def test_a_group_of_a_database_is_in_use(self):
        rds = self.aws("rds")
        rds.create_db_subnet_group(DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=self.subnets)
        rds.create_db_instance(
            DBInstanceIdentifier="database",
            DBInstanceClass="db.t4g.small",
            Engine="postgres",
            AllocatedStorage=20,
            DBSubnetGroupName="data",
            VpcSecurityGroupIds=[self.web],
        )
        self.in_use()

    def test_a_group_of_a_cache_is_in_use(self):
        self.aws("elasticache").create_cache_cluster(
            CacheClusterId="cache",
            CacheNodeType="cache.t4g.small",
            Engine="memcached",
            NumCacheNodes=1,
            SecurityGroupIds=[self.web],
        )
        self.in_use()

    def test_a_group_of_a_mount_target_is_in_use(self):
        efs = self.aws("efs")
        system = efs.create_file_system(CreationToken="images")["FileSystemId"]
        efs.create_mount_target(FileSystemId=system, SubnetId=self.subnets[0], SecurityGroups=[self.web])
        self.in_use()

    def test_a_group_has_sixty_rules_at_most(self):
        def rules(start, count):
            ranges = [{"CidrIp": f"10.1.{number}.0/24"} for number in range(start, start + count)]
            return [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": ranges}]

        authorize = self.aws("ec2").authorize_security_group_ingress
        authorize(GroupId=self.web, IpPermissions=rules(0, 60))
        self.answers_with(
            "RulesPerSecurityGroupLimitExceeded", authorize, GroupId=self.web, IpPermissions=rules(60, 1)
        )

    def test_the_prefix_list_of_cloudfront_counts_for_fifty_five(self):
        found = self.aws("ec2").describe_managed_prefix_lists()["PrefixLists"]
        name = "com.amazonaws.global.cloudfront.origin-facing"
        (front,) = [one["PrefixListId"] for one in found if one["PrefixListName"] == name]
        authorize = self.aws("ec2").authorize_security_group_ingress

        def port(number):
            return [{"IpProtocol": "tcp", "FromPort": number, "ToPort": number, "PrefixListIds": [{"PrefixListId": front}]}]

        authorize(GroupId=self.web, IpPermissions=port(443))
        self.refused(
            "security-group-rules",
            "RulesPerSecurityGroupLimitExceeded",
            authorize,
            GroupId=self.web,
            IpPermissions=port(80),
        )

    def test_a_rule_with_a_prefix_list_keeps_its_description(self):
        ec2 = self.aws("ec2")
        lists = ec2.describe_managed_prefix_lists()["PrefixLists"]
        source = [{"PrefixListId": lists[0]["PrefixListId"], "Description": "HTTPS from CloudFront"}]
        ec2.authorize_security_group_ingress(
            GroupId=self.web, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": source}]
        )
        rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [self.web]}])
        found = [one.get("Description") for one in rules["SecurityGroupRules"] if not one["IsEgress"]]
        self.assertEqual(["HTTPS from CloudFront"], found)

    def test_ipv6_is_told_in_its_canonical_form(self):
        ec2 = self.aws("ec2")
        from_office = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "Ipv6Ranges": [{"CidrIpv6": "2001:DB8:0:0::/64"}]}]
        ec2.authorize_security_group_ingress(GroupId=self.web, IpPermissions=from_office)
        rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [self.web]}])
        found = [one.get("CidrIpv6") for one in rules["SecurityGroupRules"] if not one["IsEgress"]]
        self.assertEqual(["2001:db8::/64"], found)


class Networks(EmulatedTest):
    def setUp(self):
        super().setUp()
        self.vpc, self.subnets = self.network()

    def test_a_reservation_keeps_its_description(self):
        ec2, subnet = self.aws("ec2"), self.subnets[0]
        ec2.create_subnet_cidr_reservation(
            SubnetId=subnet, Cidr="10.0.0.10/32", ReservationType="explicit", Description="data server"
        )
        reservations = ec2.get_subnet_cidr_reservations(SubnetId=subnet)["SubnetIpv4CidrReservations"]
        self.assertEqual(["data server"], [one.get("Description") for one in reservations])

    def test_subnets_neither_overlap_nor_leave_their_network(self):
        make = self.aws("ec2").create_subnet
        self.answers_with("InvalidSubnet.Conflict", make, VpcId=self.vpc, CidrBlock="10.0.1.128/25")
        self.answers_with("InvalidSubnet.Range", make, VpcId=self.vpc, CidrBlock="10.9.0.0/24")

    def test_a_subnet_with_a_balancer_is_in_use(self):
        balancer = self.balancer(self.subnets)
        delete = self.aws("ec2").delete_subnet
        self.answers_with("DependencyViolation", delete, SubnetId=self.subnets[0])
        self.aws("elbv2").delete_load_balancer(LoadBalancerArn=balancer)
        delete(SubnetId=self.subnets[0])

    def test_a_subnet_with_a_server_is_in_use(self):
        self.instance(SubnetId=self.subnets[0])
        self.refused(
            "subnet-in-use", "DependencyViolation", self.aws("ec2").delete_subnet, SubnetId=self.subnets[0]
        )

    def test_a_gateway_is_in_use_while_something_has_a_public_address(self):
        ec2 = self.aws("ec2")
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        self.balancer(self.subnets)
        self.refused(
            "internet-gateway-in-use",
            "DependencyViolation",
            ec2.detach_internet_gateway,
            InternetGatewayId=gateway,
            VpcId=self.vpc,
        )

    def test_an_address_of_a_nat_gateway_is_in_use_until_its_end(self):
        ec2 = self.aws("ec2")
        allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
        made = ec2.create_nat_gateway(SubnetId=self.subnets[0], AllocationId=allocation)
        self.answers_with("InvalidIPAddress.InUse", ec2.release_address, AllocationId=allocation)
        ec2.delete_nat_gateway(NatGatewayId=made["NatGateway"]["NatGatewayId"])
        ec2.release_address(AllocationId=allocation)

    def test_an_address_of_a_server_is_in_use(self):
        ec2 = self.aws("ec2")
        allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
        ec2.associate_address(AllocationId=allocation, InstanceId=self.instance(SubnetId=self.subnets[0]))
        self.refused("address-in-use", "InvalidIPAddress.InUse", ec2.release_address, AllocationId=allocation)


class Endpoints(EmulatedTest):
    def endpoint(self, service, region="eu-west-1", zones="a", private=False):
        vpc, subnets = self.network(zones, region)
        return {
            "VpcId": vpc,
            "ServiceName": f"com.amazonaws.{region}.{service}",
            "VpcEndpointType": "Interface",
            "SubnetIds": subnets,
            "PrivateDnsEnabled": private,
        }

    def test_regions_from_2024_on_lack_ec2messages(self):
        self.aws("ec2").create_vpc_endpoint(**self.endpoint("ec2messages"))
        region = "ap-southeast-5"
        create = self.aws("ec2", region).create_vpc_endpoint
        create(**self.endpoint("ssmmessages", region))
        self.refused(
            "endpoint-service-in-region", "InvalidServiceName", create, **self.endpoint("ec2messages", region)
        )

    def test_an_endpoint_has_one_subnet_in_each_zone(self):
        create = self.aws("ec2").create_vpc_endpoint
        create(**self.endpoint("ssm", zones="ab"))
        self.refused("endpoint-zones", "DuplicateSubnetsInSameZone", create, **self.endpoint("ssm", zones="aa"))

    def test_an_endpoint_gets_no_second_subnet_in_a_zone(self):
        wanted = self.endpoint("ssm", zones="aa")
        first, second = wanted["SubnetIds"]
        made = self.aws("ec2").create_vpc_endpoint(**{**wanted, "SubnetIds": [first]})["VpcEndpoint"]["VpcEndpointId"]
        modify = self.aws("ec2").modify_vpc_endpoint
        self.answers_with("DuplicateSubnetsInSameZone", modify, VpcEndpointId=made, AddSubnetIds=[second])
        modify(VpcEndpointId=made, AddSubnetIds=[second], RemoveSubnetIds=[first])

    def test_a_network_has_one_endpoint_with_the_private_name_of_a_service(self):
        create = self.aws("ec2").create_vpc_endpoint
        wanted = self.endpoint("ssm", private=True)
        create(**wanted)
        self.refused("endpoint-private-name", "InvalidParameter", create, **wanted)


class GatewayEndpoints(EmulatedTest):
    def test_the_routes_follow_the_route_tables(self):
        vpc, _ = self.network()
        ec2 = self.aws("ec2")
        old, new = (ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2))
        made = ec2.create_vpc_endpoint(
            VpcId=vpc, ServiceName="com.amazonaws.eu-west-1.s3", VpcEndpointType="Gateway", RouteTableIds=[old]
        )["VpcEndpoint"]["VpcEndpointId"]
        ec2.modify_vpc_endpoint(VpcEndpointId=made, AddRouteTableIds=[new], RemoveRouteTableIds=[old])
        tables = ec2.describe_route_tables(RouteTableIds=[old, new])["RouteTables"]
        routed = [
            table["RouteTableId"] for table in tables for route in table["Routes"] if route.get("GatewayId") == made
        ]
        self.assertEqual([new], routed)
        ec2.delete_vpc_endpoints(VpcEndpointIds=[made])


class Tags(EmulatedTest):
    def test_a_deleted_resource_has_none(self):
        ec2 = self.aws("ec2")
        vpc, subnets = self.network()
        ec2.create_tags(Resources=[vpc, subnets[0]], Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual({vpc, subnets[0]}, self.tagged(vpc, subnets[0]))
        ec2.delete_subnet(SubnetId=subnets[0])
        self.assertEqual({vpc}, self.tagged(vpc, subnets[0]))

    def tagged(self, *wanted):
        found = self.aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": ["a"]}])["Tags"]
        return {one["ResourceId"] for one in found} & set(wanted)


class Addresses(EmulatedTest):
    def setUp(self):
        super().setUp()
        self.ec2 = self.aws("ec2")
        _, (self.subnet,) = self.network("a")

    def interface(self, **more):
        return self.ec2.create_network_interface(SubnetId=self.subnet, **more)["NetworkInterface"]

    def reserve(self, address):
        self.ec2.create_subnet_cidr_reservation(SubnetId=self.subnet, Cidr=f"{address}/32", ReservationType="explicit")

    def test_a_reserved_address_is_not_given_away(self):
        before = ipaddress.ip_address(self.interface()["PrivateIpAddress"])
        self.reserve(before + 1)
        self.reserve(before + 3)
        server = self.instance(SubnetId=self.subnet)
        found = self.ec2.describe_instances(InstanceIds=[server])["Reservations"][0]["Instances"][0]
        given = [found["PrivateIpAddress"], self.interface()["PrivateIpAddress"]]
        self.assertEqual([str(before + 2), str(before + 4)], given)
        wanted = self.interface(PrivateIpAddress=str(before + 1))
        self.assertEqual(str(before + 1), wanted["PrivateIpAddress"])

    def test_an_address_that_was_in_use_can_be_reserved(self):
        first = self.interface()
        self.ec2.delete_network_interface(NetworkInterfaceId=first["NetworkInterfaceId"])
        self.reserve(first["PrivateIpAddress"])
        self.assertNotEqual(first["PrivateIpAddress"], self.interface()["PrivateIpAddress"])

    def test_an_address_is_free_after_the_deletion_of_its_interface(self):
        first = self.interface()
        self.ec2.delete_network_interface(NetworkInterfaceId=first["NetworkInterfaceId"])
        self.assertEqual(first["PrivateIpAddress"], self.interface()["PrivateIpAddress"])


if __name__ == "__main__":
    unittest.main()
