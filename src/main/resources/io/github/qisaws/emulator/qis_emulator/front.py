"""Proxy between AWS clients and moto, which handles requests that moto's own server does not support.

- A call in Smithy RPC v2 CBOR (CloudWatch, since AWS provider 6.x) is translated to AWS's JSON protocol and back; moto has
  no CBOR (getmoto/moto#9195). botocore decodes and encodes them with its service model.
- S3 Control's host name contains the account (123456789012.127.0.0.1) and cannot be resolved. Clients send such a
  request here as to an HTTP proxy; requests for other hosts are rejected.
- A call that moto lacks or fails on gets an immediate error that contains service and operation, and that
  no SDK retries. Each is logged once and listed at /qis-aws/lacking.
- A call that AWS refuses and moto accepts gets AWS's error (rules.py).
- Each request is checked with AWS's models (requests.py); the result is at /qis-aws/requests.
- The IAM action of each request is counted; the numbers are at /qis-aws/actions. A caller with a role is judged by its
  policies (actions.py).
- How the next rollouts end is chosen at /qis-aws/rollouts/succeed, fail, roll-back, and hang (plays.py).
- The restores of all restore testing plans are played at /qis-aws/restore-tests/complete and fail
  (services/restore_testing.py).
- A retry of a completed call gets the first response, because the SDKs use the same ID for all attempts of a call.
"""

import io
import json
import re
import threading
import traceback
from collections import OrderedDict
from functools import partial

from botocore.model import DenormalizedStructureBuilder, OperationNotFoundError
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from moto.core.utils import get_service_model

from .actions import Actions, forbidden
from .calls import CBOR, error, name_of
from .plays import ENDINGS, choose
from .requests import Requests
from .rules import refused
from .services import restore_testing

ERROR = "NotInEmulator"
CBOR_PATH = re.compile(r"/service/([^/]+)/operation/([^/]+)")
# Service name in the path of a CBOR call, and botocore's name of that service. Each also supports JSON.
SPEAKS_CBOR = {"GraniteServiceVersion20100801": "cloudwatch"}
AN_ERROR = (
    DenormalizedStructureBuilder().with_members({"__type": {"type": "string"}, "message": {"type": "string"}}).build_model()
)
OF_AN_ACCOUNT = re.compile(r"^\d{12}\.")
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
# Retries follow within seconds, so only the newest responses are kept.
REMEMBERED_ANSWERS = 1000
CHANGES = {"POST", "PUT", "DELETE"}


class Front:
    """The WSGI application. It forwards one request at a time, because moto's storage is not thread-safe."""

    def __init__(self, moto, resources):
        """resources: a function that lists moto's resources."""
        self.moto = moto
        self.turn = threading.Lock()
        self.answers = OrderedDict()
        self.lacking = {}
        self.requests = Requests()
        self.actions = Actions()
        self.own = {
            "/qis-aws/resources": resources,
            "/qis-aws/lacking": lambda: list(self.lacking.values()),
            "/qis-aws/requests": self.requests.told,
            "/qis-aws/actions": self.actions.told,
            **{f"/qis-aws/rollouts/{ending}": partial(choose, ending) for ending in ENDINGS},
            **{
                f"/qis-aws/restore-tests/{ending}": partial(restore_testing.play, ending)
                for ending in restore_testing.ENDINGS
            },
        }

    def __call__(self, environ, start_response):
        status, headers, body = self.answer(environ)
        if not any(name.lower() == "content-length" for name, _ in headers):
            headers = [*headers, ("Content-Length", str(len(body)))]
        start_response(status, headers)
        return [body]

    def answer(self, environ):
        if not is_for_us(environ):
            text = f"The emulator of AWS passes no request on to {environ.get('HTTP_HOST')}.\n"
            return "403 Forbidden", [("Content-Type", "text/plain")], text.encode()
        own = self.own.get(environ.get("PATH_INFO"))
        if own:
            with self.turn:
                return "200 OK", [("Content-Type", "application/json")], json.dumps(own()).encode()
        call = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        with self.turn:
            if call in self.answers:
                return self.answers[call]
            answer = self.translated(environ) if environ.get("HTTP_SMITHY_PROTOCOL") == CBOR else self.asked(environ)
            if call and environ["REQUEST_METHOD"] in CHANGES and answer[0].startswith("2"):
                self.remember(call, answer)
            return answer

    def remember(self, call, answer):
        self.answers[call] = answer
        if len(self.answers) > REMEMBERED_ANSWERS:
            self.answers.popitem(last=False)

    def translated(self, environ):
        called = CBOR_PATH.fullmatch(environ["PATH_INFO"])
        name = " ".join(called.groups()) if called else environ["PATH_INFO"]
        try:
            operation = get_service_model(SPEAKS_CBOR[called.group(1)]).operation_model(called.group(2))
        except (AttributeError, KeyError, OperationNotFoundError):
            return as_cbor(self.lacks(environ, name, "the front has no model of it"), None)
        try:
            return as_cbor(self.asked(as_json(environ, operation)), operation)
        except Exception as problem:
            return as_cbor(self.failed(environ, name, "the front", problem), None)

    def asked(self, environ):
        body = read(environ)
        environ["wsgi.input"] = io.BytesIO(body)
        call = self.requests.see(environ, body)
        if call:
            self.actions.see(environ, call)
        refusal = (forbidden(environ, call) or refused(environ, call)) if call else None
        if refusal:
            return refusal
        try:
            status, headers, content = ask(self.moto, environ)
        except NotImplementedError:
            return self.lacks(environ, name_of(environ, body), "moto lacks it")
        except Exception as problem:
            return self.failed(environ, name_of(environ, body), "moto", problem)
        if has_no_such_call(environ, status, content):
            return self.lacks(environ, name_of(environ, body), "moto lacks it")
        return status, headers, content

    def failed(self, environ, call, who, problem):
        traceback.print_exc()
        return self.lacks(environ, call, f"{who} failed: {type(problem).__name__}: {problem}")

    def lacks(self, environ, call, why):
        told = f"{call} ({why})"
        if call not in self.lacking:
            self.lacking[call] = told
            print(f"qis-aws: the emulator cannot answer {told}", flush=True)
        return error(environ, ERROR, f"The emulator of AWS cannot answer {told}.")


def is_for_us(environ):
    """Whether the request was sent directly to this server or, as to a proxy, to the host of an account."""
    if "://" not in environ.get("REQUEST_URI", ""):
        return True
    host = environ.get("HTTP_HOST", "")
    return bool(OF_AN_ACCOUNT.match(host)) or host.rpartition(":")[0] in LOOPBACK


def read(environ):
    """The body of the request; a chunked body has no length."""
    if environ.get("wsgi.input_terminated"):
        return environ["wsgi.input"].read()
    return environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))


def ask(moto, environ):
    started = []
    parts = moto(environ, lambda status, headers, exc_info=None: started.append((status, headers)))
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return started[-1][0], started[-1][1], body


def has_no_such_call(environ, status, body):
    """moto returns Flask's default page if no URL matches, and an empty response if no operation matches."""
    if environ["REQUEST_METHOD"] == "HEAD" or status[:3] not in ("404", "405"):
        return False
    return not body or body.lower().startswith(b"<!doctype html")


def as_json(environ, operation):
    """The same call in AWS's JSON protocol."""
    body = read(environ)
    parser = create_parser("smithy-rpc-v2-cbor")
    parameters = parser.parse_data_item(parser.get_peekable_stream_from_bytes(body)) if body else {}
    request = create_serializer("json", include_validation=False).serialize_to_request(parameters, operation)
    changed = dict(environ)
    changed.pop("HTTP_SMITHY_PROTOCOL")
    changed.update(
        {
            "PATH_INFO": "/",
            "RAW_URI": "/",
            "REQUEST_URI": "/",
            "CONTENT_TYPE": request["headers"]["Content-Type"],
            "HTTP_X_AMZ_TARGET": request["headers"]["X-Amz-Target"],
            "CONTENT_LENGTH": str(len(request["body"])),
            "wsgi.input": io.BytesIO(request["body"]),
        }
    )
    return changed


def as_cbor(answer, operation):
    """Converts a response in AWS's JSON protocol to CBOR."""
    status, headers, body = answer
    told = [("Content-Type", "application/cbor"), ("smithy-protocol", CBOR)]
    if status.startswith("2"):
        response = {"status_code": 200, "headers": dict(headers), "body": body}
        parsed = create_parser("json").parse(response, operation.output_shape)
        parsed.pop("ResponseMetadata", None)
        return status, told, encoded(parsed, operation.output_shape)
    error = json.loads(body)
    code = error.get("__type", "InternalFailure").split("#")[-1]
    message = error.get("message") or error.get("Message") or ""
    # CloudWatch used another protocol before; its clients read the error code from this header.
    return status, [*told, ("x-amzn-query-error", f"{code};Sender")], encoded({"__type": code, "message": message}, AN_ERROR)


def encoded(value, shape):
    """Converts each number and time to the type of its shape, because CBOR, unlike JSON, distinguishes 60 from 60.0."""
    if shape is None:
        return b"\xa0"  # an empty map
    return create_serializer("smithy-rpc-v2-cbor", include_validation=False)._serialize_body_params(value, shape)
