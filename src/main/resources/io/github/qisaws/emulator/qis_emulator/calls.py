"""A request to AWS: its service, operation, region, and parameters, and an error in the protocol of the call."""

import io
import json
import re
from functools import cached_property
from xml.sax.saxutils import escape

from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model

CBOR = "rpc-v2-cbor"
SCOPE = re.compile(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/aws4_request")
# Services whose signing name differs from botocore's service name.
SIGNED_AS = {
    "elasticfilesystem": "efs",
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
    "servicequotas": "service-quotas",
    "tagging": "resourcegroupstaggingapi",
}


class Call:
    """A request whose operation botocore's model of the service has."""

    def __init__(self, environ, body):
        self.service = service_of(environ)
        self.region = region_of(environ)
        self._request = Request({**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))})
        self._model = get_service_model(self.service)
        self.operation, self._in_path = get_service_router(self.service).match(self._request)
        self.name = self.operation.name

    @cached_property
    def parameters(self):
        """The parameters by their names in AWS's model."""
        protocol = determine_request_protocol(self._model, self._request.content_type)
        return PROTOCOL_PARSERS[protocol](self.operation).parse(
            {
                "method": self._request.method,
                "values": self._request.values,
                "headers": self._request.headers,
                "body": self._request.get_data(cache=True),
                "url_path": self._request.path,
                "url_params": self._in_path,
            }
        )

    def get(self, name, default=None):
        value = self.parameters.get(name)
        return default if value is None else value

    def storage(self, service=None):
        """moto's storage of a service in the region of the call."""
        return get_backend(service or self.service)[DEFAULT_ACCOUNT_ID][self.region]


def service_of(environ):
    """botocore's name of the service that the request is signed for; empty for an unsigned request."""
    scope = SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    signed = scope.group(2) if scope else ""
    if signed == "s3" and environ.get("PATH_INFO", "").startswith("/v20180820/"):
        return "s3control"
    return SIGNED_AS.get(signed, signed)


def region_of(environ):
    scope = SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return scope.group(1) if scope else ""


def name_of(environ, body):
    """Service and operation, for messages."""
    return f"{service_of(environ) or 'an unsigned call of'} {operation_of(environ, body)}"


def operation_of(environ, body):
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.split(".")[-1]
    action = re.search(rb"(?:^|&)Action=(\w+)", body)
    if action:
        return action.group(1).decode()
    try:
        return get_service_router(service_of(environ)).match(Request(environ.copy()))[0].name
    except Exception:
        # A service or a path that botocore does not know either.
        return f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO')}"


def protocol_of(environ):
    content_type = environ.get("CONTENT_TYPE", "")
    if environ.get("HTTP_X_AMZ_TARGET") or environ.get("HTTP_SMITHY_PROTOCOL") == CBOR:
        return "json"
    if content_type.startswith("application/x-www-form-urlencoded"):
        return "ec2" if service_of(environ) == "ec2" else "query"
    try:
        return str(get_service_model(service_of(environ)).protocol)
    except Exception:
        # A service that botocore does not know.
        return "rest-json"


def error(environ, code, message, status="400 Bad Request"):
    """An error that no SDK retries, in the protocol of the call."""
    protocol = protocol_of(environ)
    if protocol.endswith("json"):
        headers = [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-ErrorType", code)]
        return status, headers, json.dumps({"__type": code, "message": message}).encode()
    told = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    if protocol == "ec2":
        told = f"<Response><Errors>{told}</Errors><RequestID>qis-aws</RequestID></Response>"
    elif service_of(environ) != "s3":
        told = f"<ErrorResponse>{told}<RequestId>qis-aws</RequestId></ErrorResponse>"
    return status, [("Content-Type", "text/xml")], told.encode()
