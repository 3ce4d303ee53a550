"""The web application, loaded once by each web process."""

import io
import os
import threading
import time
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, jsonify, request
from itsdangerous import BadSignature, TimedJSONWebSignatureSerializer
from PIL import Image
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.security import check_password_hash
from werkzeug.utils import secure_filename

from . import auxiliary
from .data_manager import Data

settings = {"IMAGES_BASE_DIR": "/opt/qis/images/", "INTERNAL_BROWSING_SSL": True}
with open("/opt/qis/conf/local_settings.py", encoding="utf-8") as file:
    exec(compile(file.read(), "local_settings", "exec"), settings)
IMAGES = settings["IMAGES_BASE_DIR"].rstrip("/")

app = Flask(__name__)
app.config["IMAGES"] = IMAGES
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings["PROXY_SERVERS"], x_proto=min(1, settings["PROXY_SERVERS"]))
auxiliary.launch("logging", lambda: auxiliary.serve_log(IMAGES))
time.sleep(0.5)
auxiliary.log("engine startup")
data = Data(settings)
tokens = TimedJSONWebSignatureSerializer(settings["SECRET_KEY"], expires_in=3600)
once = threading.Lock()


@app.before_first_request
def start_others():
    with once:
        data.forget_connections()
        # As QIS's, these processes need the application's context.
        auxiliary.launch("stats", lambda: auxiliary.serve_stats(current_app.config["IMAGES"]))
        auxiliary.launch("tasks", lambda: auxiliary.serve_tasks(current_app.config["IMAGES"]))


@app.route("/")
def home():
    return "<html><title>Stand-in image server</title></html>"


@app.route("/api/v1/list/")
def list_folder():
    path = request.args.get("path", "/")
    data.mgmt.execute("SELECT path FROM folders").fetchall()
    names = sorted(name for name in os.listdir(_inside(path)) if not name.startswith("."))
    return answer([{"filename": name} for name in names[: int(request.args.get("limit", "1000"))]])


@app.route("/image")
def image():
    source, width = request.args["src"], int(request.args.get("width", "0"))
    time.sleep(min(10.0, float(request.args.get("delay", "0"))))
    path = _inside(source)
    if not os.path.isfile(path):
        data.record(source, False)
        abort(404)
    # memcached's keys have no spaces.
    key = "standin:%s:%d" % (quote(source), width)
    made = data.get(key)
    cached = made is not None
    if not cached:
        data.record(source, True)
        made = _resize(path, width)
        data.put(key, made)
    return Response(made[1], mimetype="image/" + made[0], headers={"X-From-Cache": str(cached), "X-Client": request.remote_addr})


@app.route("/original")
def original():
    with open(_inside(request.args["src"]), "rb") as file:
        return Response(file.read(), mimetype="application/octet-stream")


@app.route("/api/v1/token/", methods=["POST"])
@app.route("/api/v1/token", methods=["POST"])
def token():
    if settings["INTERNAL_BROWSING_SSL"] and not request.is_secure:
        return answer(None, 401)
    login = request.authorization
    if not login:
        return answer(None, 400)
    user = data.mgmt.execute("SELECT id, password, allow_api FROM users WHERE username = %s", (login.username,)).fetchone()
    if not user or not check_password_hash(user[1], login.password) or not user[2]:
        return answer(None, 403)
    return answer({"token": tokens.dumps({"user_id": user[0]}).decode("ascii")})


@app.route("/api/v1/upload/", methods=["POST"])
@app.route("/api/v1/upload", methods=["POST"])
def upload():
    try:
        tokens.loads(request.authorization.username if request.authorization else "")
    except BadSignature:
        return answer(None, 401)
    folder = _inside(request.form["path"])
    saved = {}
    for posted in request.files.getlist("files"):
        name = secure_filename(posted.filename)
        posted.save(os.path.join(folder, name))
        saved[name] = {"src": os.path.join(request.form["path"], name)}
    return answer(saved)


def answer(value, status=200):
    response = jsonify({"status": status, "data": value})
    response.status_code = status
    return response


def _inside(path):
    full = os.path.normpath(IMAGES + "/" + path)
    if full != IMAGES and not full.startswith(IMAGES + "/"):
        abort(403)
    return full


def _resize(path, width):
    with Image.open(path) as source:
        kind = source.format.lower()
        if not width:
            with open(path, "rb") as file:
                return kind, file.read()
        resized = source.resize((width, max(1, source.height * width // source.width)))
        out = io.BytesIO()
        resized.save(out, source.format)
        return kind, out.getvalue()
