"""Route 53."""

from moto.route53.exceptions import Route53ClientError
from moto.route53.responses import Route53

create_hosted_zone = Route53.create_hosted_zone


def create_zone(self):
    """A zone with a VPC is private, even if the request does not state it, and names of zones are unique per VPC.

    https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
    """
    vpc = self._get_param("VPC.VPCId")
    if vpc:
        self.params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
        name = self._get_param("Name").rstrip(".") + "."
        if any(one["Name"] == name for one in self.backend.list_hosted_zones_by_vpc(vpc)):
            raise Route53ClientError(
                "ConflictingDomainExists",
                f"The VPC {vpc} has already been associated with the hosted zone with the same domain name.",
            )
    return create_hosted_zone(self)


Route53.create_hosted_zone = create_zone
