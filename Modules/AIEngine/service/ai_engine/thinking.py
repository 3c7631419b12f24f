"""Where the model would be: a small function that always gives the same answer."""

import asyncio
import hashlib

_METHODS = (
    "Write the terms down in your own words, then compare them with the book.",
    "Work one example by hand before you read the next one.",
    "Explain it aloud to somebody who has never heard of it.",
    "Draw how the parts depend on each other, then redraw it from memory.",
    "Answer three questions about it today, and the same three in a week.",
)


async def think(question: str, delay_ms: float) -> str:
    """The answer to a question, after the time that a model would take."""
    if delay_ms > 0:
        await asyncio.sleep(delay_ms / 1000)
    return answer(question)


def answer(question: str) -> str:
    """The answer to a question: the same one in every process and on every machine."""
    words = sorted({word.strip(".,;:!?\"'()").lower() for word in question.split()}, key=_weight)
    topic = ", ".join([word for word in words if len(word) > 4][:3]) or "this"
    digest = hashlib.sha256(question.encode()).digest()
    return f"About {topic}: {_METHODS[digest[0] % len(_METHODS)]} [{digest.hex()[:8]}]"


def _weight(word: str) -> tuple[int, str]:
    return -len(word), word
