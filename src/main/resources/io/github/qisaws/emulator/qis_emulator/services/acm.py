"""ACM."""

from moto.acm.models import CertBundle
from moto.core import DEFAULT_ACCOUNT_ID
from moto.route53.models import route53_backends

from ..rules import refuses
from .cloudfront import certificate_of, distributions
from .elbv2 import listeners

check_expiry = CertBundle.check


def check_records(self):
    """AWS issues a certificate when its DNS records exist, moto after a minute.

    https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
    """
    if self.type != "AMAZON_ISSUED" or self.status != "PENDING_VALIDATION":
        check_expiry(self)
        return
    zones = route53_backends[DEFAULT_ACCOUNT_ID]["aws"].zones.values()
    records = {record.name.rstrip(".") for zone in zones for record in zone.rrsets if record.type == "CNAME"}
    options = self.describe()["Certificate"]["DomainValidationOptions"]
    if records.issuperset(one["ResourceRecord"]["Name"].rstrip(".") for one in options):
        self.status = "ISSUED"


CertBundle.check = check_records


def arn_of(certificate):
    return certificate.get("certificate_arn") if isinstance(certificate, dict) else certificate


@refuses(
    "certificate-in-use", "acm", "DeleteCertificate", code="ResourceInUseException", source="API acm:DeleteCertificate"
)
def in_use(call):
    arn = call.get("CertificateArn")
    users = [one.arn for one in distributions() if certificate_of(vars(one.distribution_config)) == arn]
    for listener in listeners(call.storage("elbv2")):
        if arn in [arn_of(one) for one in [listener.certificate, *listener.certificates]]:
            users.append(listener.load_balancer_arn)
    if users:
        return f"Certificate {arn} is in use by {', '.join(users)}."
