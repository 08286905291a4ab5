"""Ends the emulator and its engine when the process that started them was killed and could not do it itself."""

import contextlib
import os
import signal
import threading
import time

_INTERVAL_S = 1.0


def _watch(starter: int, engine: int) -> None:
    while os.getppid() == starter:  # a process without its parent gets another one
        time.sleep(_INTERVAL_S)
    with contextlib.suppress(ProcessLookupError):
        os.kill(engine, signal.SIGKILL)
    os.killpg(os.getpgrp(), signal.SIGKILL)  # with it go the workers that run Lambda functions


def install() -> None:
    """Watches only when asked to: `quilt-athena local up` starts processes that stay."""
    engine = os.environ.get("LOCAL_END_WITH_STARTER")
    if engine:
        threading.Thread(target=_watch, args=(os.getppid(), int(engine)), daemon=True).start()
