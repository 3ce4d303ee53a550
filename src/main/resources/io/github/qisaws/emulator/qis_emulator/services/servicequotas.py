"""Service Quotas."""

from moto.servicequotas.models import ServiceQuotasBackend

# AWS's defaults, except for vCPUs, of which each account has its own number.
QUOTAS = {
    ("ec2", "L-1216C47A"): 256.0,
    ("ec2", "L-0263D0A3"): 5.0,
    ("elasticloadbalancing", "L-53DA6B97"): 50.0,
}


get_service_quota = ServiceQuotasBackend.get_service_quota


def quota(self, service_code, quota_code):
    """moto has the quotas of VPC only."""
    value = QUOTAS.get((service_code, quota_code))
    if value is None:
        return get_service_quota(self, service_code, quota_code)
    return {"ServiceCode": service_code, "QuotaCode": quota_code, "Value": value}


ServiceQuotasBackend.get_service_quota = quota
