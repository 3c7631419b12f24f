"""Writes the tests of a run as a specification: every suite with its sentences.

    python3 Tests/specification.py EVENTS    (JSON lines, as `swift test` writes them with
                                             --event-stream-output-path)

The first line counts them; what failed or was left out is marked.
"""

import json
import re
import sys


def words(name: str) -> str:
    """`readsAFile(at:)` as "reads a file", a sentence as it is."""
    name = name.strip("`")
    if " " in name:
        return name
    name = re.sub(r"\(.*", "", name)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).lower()


def title(test: dict) -> str:
    return test.get("displayName") or words(test["name"])


def main(path: str) -> None:
    tests: dict[str, dict] = {}
    verdict: dict[str, str] = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            payload = record["payload"]
            if record["kind"] == "test":
                tests[payload["id"]] = payload
                continue
            identity, kind = payload.get("testID"), payload["kind"]
            if kind == "issueRecorded" and not payload.get("issue", {}).get("isKnown"):
                verdict[identity] = "FAILED"
            elif kind == "testSkipped":
                verdict[identity] = "left out"
            elif kind == "testEnded":
                verdict.setdefault(identity, "")

    functions = {key: test for key, test in tests.items() if test["kind"] == "function"}
    ran = {key: test for key, test in functions.items() if key in verdict}
    failed = sum(verdict[key] == "FAILED" for key in ran)
    out = sum(verdict[key] == "left out" for key in ran)
    print(f"{len(ran) - failed - out} tests passed, {failed} failed, {out} left out")
    rooms: dict[str, dict[str, list[str]]] = {}
    for key, test in ran.items():
        room, _, rest = key.partition(".")
        suite = key.rsplit("/", 2)[0]
        heading = title(tests[suite]) if suite in tests else rest.split("/")[0]
        mark = f" ({verdict[key]})" if verdict[key] else ""
        rooms.setdefault(room, {}).setdefault(heading, []).append(title(test) + mark)
    for room in sorted(rooms):
        print(f"\n# {room.removesuffix('Tests')}")
        for heading in sorted(rooms[room]):
            print(f"\n{heading}")
            for sentence in sorted(rooms[room][heading]):
                print(f"  - {sentence}")


if __name__ == "__main__":
    main(sys.argv[1])
