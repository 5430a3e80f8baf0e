"""Talks to the platform over HTTP."""

import json
import urllib.error
import urllib.request


class Refused(Exception):
    """The platform said no, and would say so again."""


class Unknown(Exception):
    """The platform does not know what was asked about."""


class Unreachable(Exception):
    """The platform cannot be asked right now; later may be better."""


class Platform:
    def __init__(self, url, token):
        self.url = url.rstrip("/")
        self.token = token
        # The platform is a neighbour: no proxy stands between.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def post(self, path, body):
        """Sends a JSON object and returns the one that answers."""
        request = urllib.request.Request(
            self.url + path,
            data=json.dumps(body).encode("utf-8"),
            headers={
                "Authorization": "Bearer " + self.token,
                "Content-Type": "application/json",
            },
            method="POST",
        )
        try:
            with self.opener.open(request, timeout=10) as response:
                answer = json.loads(response.read() or b"{}")
        except urllib.error.HTTPError as error:
            if error.code == 404:
                raise Unknown(path) from error
            if error.code == 429 or error.code >= 500:
                raise Unreachable(f"HTTP {error.code}") from error
            raise Refused(f"HTTP {error.code} {error.read().decode('utf-8', 'replace')}") from error
        except OSError as error:
            raise Unreachable(str(error)) from error
        # Tokens live for minutes; the platform hands out the next one in time.
        self.token = answer.get("token") or self.token
        return answer
