"""Runs an application so that a stop loses no request."""

import asyncio
import logging
import select
import signal
import socket
from types import FrameType

import uvicorn

_LOG = logging.getLogger("serving")
# How long open connections are still listened to when no new one is taken any more.
_LAST_REQUESTS_SECONDS = 0.3


class Lifecycle:
    """Whether the process is on its way out; then it is not ready for new traffic."""

    def __init__(self) -> None:
        self.draining = False


class DrainingServer(uvicorn.Server):
    """Goes on serving for a while after SIGTERM, then finishes what is in flight and ends.

    Whoever balances the load needs that while to notice. A second signal skips it.
    """

    def __init__(self, config: uvicorn.Config, lifecycle: Lifecycle, drain_seconds: float) -> None:
        super().__init__(config)
        self.lifecycle = lifecycle
        self.drain_seconds = drain_seconds
        self._is_at_once = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # uvicorn raises the captured signals again at its end, and the process would be reported
        # as killed. A requested stop is a success, so they are not captured here.
        name = signal.Signals(sig).name
        if self.lifecycle.draining or sig == signal.SIGINT:
            _LOG.info("stopping at once (%s)", name)
            self._is_at_once = True
            self.should_exit = True
            return
        self.lifecycle.draining = True
        _LOG.info("draining for %g s (%s)", self.drain_seconds, name)
        asyncio.get_running_loop().call_later(self.drain_seconds, self._finish)

    def _finish(self) -> None:
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Takes no connection any more, and a moment later closes those that are open.

        A connection that is refused is opened elsewhere; a request that was sent over one which is
        then closed is lost, since nobody may send it twice.
        """
        if not self._is_at_once:
            listening = [sock for server in self.servers for sock in server.sockets]
            queue = select.poll()
            for sock in listening:
                queue.register(sock.fileno(), select.POLLIN)
            # What has connected before is taken in: closing would reset it.
            for _ in range(100):
                if not queue.poll(0):
                    break
                await asyncio.sleep(0)
            for server in self.servers:
                server.close()
            await asyncio.sleep(_LAST_REQUESTS_SECONDS)
        await super().shutdown(sockets)


def run(
    app, lifecycle: Lifecycle, *, port: int, drain_seconds: float, grace_seconds: float
) -> None:
    """Serves until a signal; returns after the last answer or after the grace."""
    config = uvicorn.Config(
        app,
        host="0.0.0.0",  # noqa: S104 - reachability is the network's decision
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        # Longer than the balancer keeps its idle connections, so that it is never this side that
        # closes one just as a request comes in over it.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=max(1, round(grace_seconds - drain_seconds)),
    )
    DrainingServer(config, lifecycle, drain_seconds).run()
