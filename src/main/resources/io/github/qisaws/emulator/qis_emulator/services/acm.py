"""ACM."""

from ..rules import refuses
from .elbv2 import listeners


def arn_of(certificate):
    return certificate.get("certificate_arn") if isinstance(certificate, dict) else certificate


@refuses(
    "certificate-in-use", "acm", "DeleteCertificate", code="ResourceInUseException", source="API acm:DeleteCertificate"
)
def in_use(call):
    arn = call.get("CertificateArn")
    for listener in listeners(call.storage("elbv2")):
        if arn in [arn_of(one) for one in [listener.certificate, *listener.certificates]]:
            return f"Certificate {arn} is in use by {listener.load_balancer_arn}."
