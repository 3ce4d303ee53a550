from imageserver.flask_app import app as application  # noqa: F401
