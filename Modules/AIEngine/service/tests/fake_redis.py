"""As much of Redis as the cache uses, on loopback, in a thread of its own."""

import asyncio
import threading
from contextlib import contextmanager


class FakeRedis:
    """Speaks RESP2 to any client; can ask for a password, stall, or be stopped."""

    def __init__(self, password: str | None = None) -> None:
        self.password = password
        self.values: dict[str, str] = {}
        self.expiries: dict[str, int] = {}
        self.stalled = False
        self.commands: list[str] = []

    @contextmanager
    def running(self):
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        start = asyncio.start_server(self._serve, "127.0.0.1", 0)
        server = asyncio.run_coroutine_threadsafe(start, loop).result(5)

        async def stop() -> None:
            server.close()
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            asyncio.run_coroutine_threadsafe(stop(), loop).result(5)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
            loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        allowed = self.password is None
        try:
            while header := await reader.readline():
                words = [await self._word(reader) for _ in range(int(header[1:]))]
                while self.stalled:
                    await asyncio.sleep(0.01)
                command = words[0].upper()
                self.commands.append(command)
                if command == "AUTH" or (command == "HELLO" and "AUTH" in words):
                    allowed = words[-1] == self.password
                writer.write(self._answer(command, words, allowed).encode())
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _word(self, reader: asyncio.StreamReader) -> str:
        size = int((await reader.readline())[1:])
        return (await reader.readexactly(size + 2))[:-2].decode()

    def _answer(self, command: str, words: list[str], allowed: bool) -> str:
        if command == "HELLO":
            # As a Redis older than 6: the client falls back to the older protocol.
            return "-ERR unknown command 'HELLO'\r\n"
        if command == "AUTH":
            return "+OK\r\n" if allowed else "-WRONGPASS invalid password\r\n"
        if command == "CLIENT":
            return "+OK\r\n"
        if not allowed:
            return "-NOAUTH Authentication required.\r\n"
        if command == "PING":
            return "+PONG\r\n"
        if command == "GET":
            value = self.values.get(words[1])
            return "$-1\r\n" if value is None else f"${len(value.encode())}\r\n{value}\r\n"
        if command == "SET":
            self.values[words[1]] = words[2]
            self.expiries[words[1]] = int(words[words.index("EX") + 1])
            return "+OK\r\n"
        return f"-ERR unknown command '{command}'\r\n"
