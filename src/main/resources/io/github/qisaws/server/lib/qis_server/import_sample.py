"""A sample of the imported images, asked of this server's QIS as a visitor would."""

import os
import urllib.error
import urllib.parse
import urllib.request

LARGEST = 50
SHOWN = 5
LIMIT = 60
# What QIS serves without its commercial library.
ENDINGS = (".gif", ".jpg", ".jpe", ".jfif", ".jif", ".jpeg", ".png", ".tif", ".tiff")


def choose(paths):
    """At most 50, spread over the list."""
    able = [path for path in paths if os.path.splitext(path)[1].lower() in ENDINGS]
    count = min(LARGEST, len(able))
    return [able[number * len(able) // count] for number in range(count)]


def serve(paths):
    """Images that visitors may not see (401, 403) count as neither served nor failed."""
    answers = {path: _status(path) for path in choose(paths)}
    failed = ["%s (%s)" % (path, answer) for path, answer in answers.items() if answer not in (200, 401, 403)]
    return {"sampled": len(answers), "served": sum(answer == 200 for answer in answers.values()), "not_served": failed[:SHOWN]}


def _status(path):
    url = "http://127.0.0.1/image?src=%s&width=32" % urllib.parse.quote(path, safe="/")
    request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"})
    try:
        with urllib.request.urlopen(request, timeout=LIMIT) as response:
            return response.status if response.read() else "empty"
    except urllib.error.HTTPError as error:
        return error.code
    except OSError as error:
        return str(error)[:80]
