"""Runs the AI engine: `python -m ai_engine`."""

import os
import sys

from .app import create_app
from .common import logs
from .common.serving import Lifecycle, run
from .common.settings import SettingError
from .settings import Settings


def main() -> int:
    try:
        settings = Settings.read(os.environ)
        logs.configure("ai-engine", settings.log_level)
        lifecycle = Lifecycle()
        app = create_app(settings, lifecycle)
    except (SettingError, OSError) as error:
        print(f"ai-engine: cannot start: {error}", file=sys.stderr)
        return 78
    run(
        app,
        lifecycle,
        port=settings.port,
        drain_seconds=settings.drain_seconds,
        grace_seconds=settings.grace_seconds,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
