"""Asks this container's web server for its first page, as the proxy would."""

import os
import urllib.request
from urllib.parse import urlsplit

headers = {"Host": urlsplit(os.environ["FNUG_BASE_URL"]).netloc, "X-Forwarded-Proto": "https"}


class Stay(urllib.request.HTTPRedirectHandler):
    def http_error_302(self, req, fp, code, msg, headers):
        return fp


request = urllib.request.Request("http://127.0.0.1:8000/", headers=headers)
urllib.request.build_opener(Stay).open(request, timeout=5)
