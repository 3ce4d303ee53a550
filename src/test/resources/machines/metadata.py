"""A stub of the instance metadata service (version 2 only) and of the one Auto Scaling call that the emulator lacks.

usage: metadata.py STATE_FOLDER. A file STATE_FOLDER/<client address> holds that machine's target lifecycle state.
"""

import http.server
import json
import os
import sys
import threading
import urllib.parse

STATE = sys.argv[1]
TOKEN = "metadata-token"


class Metadata(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        self._answer(200, TOKEN)

    def do_GET(self):
        if self.headers.get("X-aws-ec2-metadata-token") != TOKEN:
            self._answer(401, "version 2 only")
        elif self.path == "/latest/meta-data/iam/security-credentials/":
            self._answer(200, "qis-web")
        elif self.path == "/latest/meta-data/iam/security-credentials/qis-web":
            self._answer(200, json.dumps({"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "ASIATESTROLE", "SecretAccessKey":
                                          "role-secret", "Token": "role-token", "Expiration": "2099-01-01T00:00:00Z",
                                          "LastUpdated": "2024-01-01T00:00:00Z"}))
        elif self.path == "/latest/meta-data/instance-id":
            self._answer(200, "i-0" + self.client_address[0].replace(".", ""))
        elif self.path == "/latest/meta-data/autoscaling/target-lifecycle-state":
            try:
                with open(os.path.join(STATE, self.client_address[0]), encoding="ascii") as file:
                    self._answer(200, file.read())
            except FileNotFoundError:
                self._answer(200, "InService")
        else:
            self._answer(404, "")

    def _answer(self, status, text):
        body = text.encode("ascii")
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class AutoScaling(Metadata):
    def do_POST(self):
        call = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
        with open(os.path.join(STATE, "calls"), "a", encoding="ascii") as file:
            file.write(json.dumps(dict(urllib.parse.parse_qsl(call))) + "\n")
        self._answer(200, "<CompleteLifecycleActionResponse xmlns=\"http://autoscaling.amazonaws.com/doc/2011-01-01/\">"
                          "<CompleteLifecycleActionResult/></CompleteLifecycleActionResponse>")


threading.Thread(target=http.server.ThreadingHTTPServer(("169.254.169.254", 8080), AutoScaling).serve_forever, daemon=True).start()
http.server.ThreadingHTTPServer(("169.254.169.254", 80), Metadata).serve_forever()
