"""Runs the provider: `python -m hello_provider`."""

import os
import sys

from hello_provider.platform import Platform, Refused
from hello_provider.runtime import Runtime


def main():
    platform = Platform(os.environ["SLIPWAY_URL"], os.environ["SLIPWAY_TOKEN"])
    runtime = Runtime(platform, os.environ["SLIPWAY_PROVIDER"], os.environ["SLIPWAY_VERSION"])
    try:
        runtime.run()
    except Refused as refused:
        sys.exit(f"the platform does not want this runtime: {refused}")


if __name__ == "__main__":
    main()
