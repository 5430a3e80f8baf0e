"""The life of a provider: register, be heard, leave when asked to."""

import os
import signal
import threading
import uuid

from hello_provider.platform import Unknown, Unreachable

PAUSE_SECONDS = 0.5


class Runtime:
    def __init__(self, platform, provider, version):
        self.platform = platform
        self.provider = provider
        self.version = version
        self.instance = f"hello-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.leaving = threading.Event()

    def run(self):
        """Returns when the process is asked to end, or a newer version has taken over."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.leaving.set())
        while not self.leaving.is_set():
            try:
                self.beat(self.register())
            except Unknown:
                print("the platform has forgotten us; registering again", flush=True)
            except Unreachable as reason:
                print(f"the platform cannot be reached: {reason}", flush=True)
                self.leaving.wait(PAUSE_SECONDS)
        print("goodbye", flush=True)

    def register(self):
        registration = self.platform.post(
            "/runtime/v1/registrations",
            {"provider": self.provider, "version": self.version, "instance_id": self.instance},
        )
        print(f"registered {self.instance} as {registration['id']}", flush=True)
        return registration

    def beat(self, registration):
        path = f"/runtime/v1/registrations/{registration['id']}/heartbeat"
        while not self.leaving.wait(registration["heartbeat_interval_seconds"]):
            try:
                answer = self.platform.post(path, {"health": "healthy"})
            except Unreachable as reason:
                print(f"a heartbeat was lost: {reason}", flush=True)
                continue
            if answer.get("drain"):
                print("a newer version has taken over", flush=True)
                self.leaving.set()
