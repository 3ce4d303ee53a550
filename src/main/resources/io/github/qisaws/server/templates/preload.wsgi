# Run by each web process before it takes a request: the first request is made here, where no other thread is busy yet.
# QIS starts its statistics and task processes at the first request by forking: among busy threads such a fork can hang for
# ever. It also reads its image templates then, and answers 400 to a second request that comes while it does.
from imageserver.flask_app import app

app.test_client().get("/image?src=qis-health/probe.png&width=8")
