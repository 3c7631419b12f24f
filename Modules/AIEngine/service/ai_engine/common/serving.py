"""Runs an application so that a stop loses no request."""

import asyncio
import contextlib
import ctypes
import logging
import select
import signal
import socket
import struct
from types import FrameType

import uvicorn

_LOG = logging.getLogger("serving")
# How long open connections are still listened to when no new one is taken any more.
_LAST_REQUESTS_SECONDS = 0.3
# How long the last handshakes may take: several round trips between neighbouring zones.
_LAST_HANDSHAKES_SECONDS = 0.01


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
                _ignore_newcomers(sock)
                queue.register(sock.fileno(), select.POLLIN)
            # What has connected before is taken in: closing would reset it.
            await asyncio.sleep(_LAST_HANDSHAKES_SECONDS)
            for _ in range(100):
                if not queue.poll(0):
                    break
                await asyncio.sleep(0)
            for server in self.servers:
                server.close()
            await asyncio.sleep(_LAST_REQUESTS_SECONDS)
        await super().shutdown(sockets)


def _ignore_newcomers(listening: socket.socket) -> None:
    """Has the kernel drop what would open a connection, until the socket is closed.

    Between the last look at a socket's queue and its close there is always a moment in which the
    kernel completes a handshake, and closing then resets a connection whose other side may have
    sent a request. A dropped SYN is sent again a second later, and is refused then. Handshakes
    that have begun go on. The filter is classic BPF (Linux' networking/filter.rst), whose
    offset 0 is the TCP header; elsewhere than on Linux that moment stays.
    """
    load_byte, jump_if_set, give = 0x30, 0x45, 0x06
    flags_at, syn = 13, 0x02
    program = b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in (
            (load_byte, 0, 0, flags_at),
            (jump_if_set, 0, 1, syn),
            (give, 0, 0, 0),
            (give, 0, 0, 0xFFFFFFFF),
        )
    )
    kept = ctypes.create_string_buffer(program, len(program))
    so_attach_filter = 26
    with contextlib.suppress(OSError):
        listening.setsockopt(
            socket.SOL_SOCKET,
            so_attach_filter,
            struct.pack("@HP", len(program) // 8, ctypes.addressof(kept)),
        )


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
