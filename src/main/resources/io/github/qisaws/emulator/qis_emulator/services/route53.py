"""Route 53."""

import re

from moto.route53.exceptions import Route53ClientError
from moto.route53.responses import Route53

create_hosted_zone = Route53.create_hosted_zone
# AWS chooses the ID of a zone. An environment file names the one that its account has, so qis-aws asks for this ID.
WANTED_ID = re.compile(r"qis-aws (Z[A-Z0-9]+)")


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
    answer = create_hosted_zone(self)
    wanted = WANTED_ID.fullmatch(self._get_param("CallerReference") or "")
    if wanted:
        zone = next(one for one in self.backend.zones.values() if one.caller_reference == wanted.group())
        del self.backend.zones[zone.resource_id]
        zone.resource_id = wanted.group(1)
        self.backend.zones[zone.resource_id] = zone
    return answer


Route53.create_hosted_zone = create_zone
