"""Specifies `.github/scripts/comment` against an imitation of GitHub's API on loopback.

The imitation knows the handful of requests that the script may send and refuses all others. It is
ours, written from GitHub's documentation: it shows what the script does, not what GitHub does.
"""

import http.server
import io
import json
import os
import pathlib
import subprocess
import sys
import threading
import unittest
import urllib.parse
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".github/scripts/comment"
HEAD = "a" * 40
NEWER = "b" * 40
PLAN = "<!-- infra-plan version=1 environment=prod digest=1 serial=0 -->\n### `prod`: no changes\n"
BOT = "github-actions[bot]"


def archive(text: str = PLAN, head: str = HEAD, **others: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("head", head + "\n")
        files.writestr("plans.md", text)
        for name, content in others.items():
            files.writestr(name, content)
    return packed.getvalue()


class Imitation(http.server.ThreadingHTTPServer):
    """GitHub with one repository, and beside it the store that holds its artifacts."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.run = {
            "id": 7, "event": "pull_request", "path": ".github/workflows/plan.yml",
            "head_sha": HEAD, "head_branch": "change", "pull_requests": [],
            "head_repository": {"id": 2, "owner": {"login": "someone"}},
        }  # fmt: skip
        self.pulls = [self.pull(12)]
        self.head_at_the_end = HEAD
        self.artifacts = [{"id": 3, "name": "plans", "expired": False}]
        self.archives = {3: archive()}
        self.comments: list[dict] = []
        self.writes: list[str] = []
        self.faults: list[str] = []
        self.leaked = False

    @staticmethod
    def pull(number: int, sha: str = HEAD, repository: int = 2) -> dict:
        return {"number": number, "head": {"sha": sha, "repo": {"id": repository}}}

    def say(self, body: str, login: str = BOT) -> None:
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"login": login}})

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Imitation

    def log_message(self, *_):
        pass

    def answer(self, status: int, content, headers: dict | None = None):
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        hub = self.server
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path.startswith("/store/"):
            hub.leaked = hub.leaked or "Authorization" in self.headers
            return self.answer(200, hub.archives[int(url.path.rpartition("/")[2])])
        if self.headers["Authorization"] != "Bearer sesame":
            return self.answer(401, {"message": "Bad credentials"})
        path = url.path.removeprefix("/repos/team/infra")
        page = int(query.get("page", 1))
        part = slice((page - 1) * 100, page * 100)
        match path.strip("/").split("/"):
            case ["actions", "runs", "7"]:
                return self.answer(200, hub.run)
            case ["actions", "runs", "7", "artifacts"] if query["name"] == "plans":
                return self.answer(200, {"artifacts": hub.artifacts})
            case ["actions", "artifacts", identity, "zip"]:
                # The store is another host to GitHub's.
                store = hub.address.replace("127.0.0.1", "localhost")
                return self.answer(302, b"", {"Location": f"{store}/store/{identity}"})
            case ["pulls"] if query["state"] == "open" and query["head"] == "someone:change":
                return self.answer(200, hub.pulls[part])
            case ["pulls", "12"]:
                return self.answer(200, hub.pull(12, hub.head_at_the_end))
            case ["issues", "12", "comments"]:
                return self.answer(200, hub.comments[part])
        hub.faults.append(f"GET {self.path}")
        return self.answer(404, {"message": "Not Found"})

    def write(self):
        hub = self.server
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        hub.writes.append(f"{self.command} {self.path.removeprefix('/repos/team/infra')}")
        number = int(self.path.rpartition("/")[2]) if self.command != "POST" else 0
        if self.command == "POST":
            hub.say(body["body"])
        elif self.command == "PATCH":
            next(item for item in hub.comments if item["id"] == number)["body"] = body["body"]
        else:
            hub.comments = [item for item in hub.comments if item["id"] != number]
        self.answer(200, {})

    do_POST = do_PATCH = do_DELETE = write


class CommentTests(unittest.TestCase):
    def setUp(self):
        self.hub = Imitation()
        threading.Thread(target=self.hub.serve_forever, daemon=True).start()
        self.addCleanup(self.hub.server_close)
        self.addCleanup(self.hub.shutdown)

    def comment(self, status: int = 0, **variables: str) -> str:
        """Runs the script; what it said."""
        environment = {
            "PATH": os.environ["PATH"], "no_proxy": "*", "GITHUB_API_URL": self.hub.address,
            "GITHUB_REPOSITORY": "team/infra", "GITHUB_TOKEN": "sesame", "RUN_ID": "7",
        } | variables  # fmt: skip
        result = subprocess.run(
            [sys.executable, SCRIPT], env=environment, capture_output=True, text=True, timeout=60
        )
        said = result.stdout + result.stderr
        self.assertEqual(result.returncode, status, said)
        self.assertEqual(self.hub.faults, [], said)
        self.assertNotIn("sesame", said)
        return said

    def assert_refused(self, reason: str):
        self.assertIn(reason, self.comment(status=1))
        self.assertEqual(self.hub.writes, [])

    def test_a_first_run_makes_one_comment_that_says_whose_code_wrote_it(self):
        self.comment()
        self.assertEqual(self.hub.writes, ["POST /issues/12/comments"])
        body = self.hub.comments[0]["body"]
        self.assertTrue(body.startswith(PLAN))
        self.assertIn(f"Written by the code of this pull request at {HEAD}", body)

    def test_a_second_run_with_the_same_plans_writes_nothing(self):
        self.comment()
        self.hub.writes.clear()
        self.assertIn("says so already", self.comment())
        self.assertEqual(self.hub.writes, [])

    def test_another_plan_updates_that_comment_behind_a_hundred_others(self):
        for _ in range(130):
            self.hub.say("a remark", login="someone")
        self.hub.say(PLAN + "old")
        self.comment()
        self.assertEqual(self.hub.writes, ["PATCH /issues/comments/131"])
        self.assertNotIn("old", self.hub.comments[130]["body"])

    def test_a_second_comment_of_ours_goes(self):
        self.hub.say(PLAN)
        self.hub.say(PLAN)
        self.comment()
        self.assertEqual(len(self.hub.comments), 1)

    def test_another_persons_comment_with_the_tag_is_left_alone(self):
        self.hub.say(PLAN, login="someone")
        self.comment()
        self.assertEqual(self.hub.writes, ["POST /issues/12/comments"])

    def test_the_newest_head_wins(self):
        self.hub.pulls = [Imitation.pull(12, NEWER)]
        self.assertIn("nothing written", self.comment())
        self.hub.pulls, self.hub.head_at_the_end = [Imitation.pull(12)], NEWER
        self.assertIn("has moved on", self.comment())
        self.assertEqual(self.hub.writes, [])

    def test_a_pull_request_of_another_fork_with_that_branch_is_not_meant(self):
        self.hub.pulls = [Imitation.pull(99, repository=5)]
        self.assertIn("no open pull request", self.comment())

    def test_two_pull_requests_of_one_branch_are_told_apart_or_refused(self):
        self.hub.pulls = [Imitation.pull(12), Imitation.pull(13)]
        self.assert_refused("may be for any of")
        self.hub.run["pull_requests"] = [{"number": 12}]
        self.assertIn("#12: comment made", self.comment())

    def test_a_run_of_another_workflow_or_event_is_refused(self):
        self.hub.run["path"] = ".github/workflows/other.yml"
        self.assert_refused("other.yml")
        self.hub.run |= {"path": ".github/workflows/plan.yml", "event": "push"}
        self.assert_refused("for push")

    def test_an_artifact_about_another_commit_is_refused(self):
        self.hub.archives[3] = archive(head=NEWER)
        self.assert_refused("another commit")

    def test_an_artifact_that_is_too_large_is_refused(self):
        self.hub.archives[3] = archive(PLAN + "x" * 70_000)
        self.assert_refused("more than 62000 bytes")
        self.hub.archives[3] = b"x" * 1_000_001
        self.assert_refused("more than 1000000 bytes")

    def test_an_archive_that_unpacks_to_fifty_megabytes_is_refused_unread(self):
        self.hub.archives[3] = archive(PLAN + " " * 50_000_000)
        self.assert_refused("more than 62000 bytes")

    def test_an_artifact_of_another_form_is_refused(self):
        for content, reason in (
            (archive(script="x"), "alone"),
            (archive(**{"../head": "x"}), "alone"),
            (b"no zip", "cannot be read"),
            (archive("hello"), "as a plan does"),
            (archive(PLAN + "\u202e"), "control characters"),
            (archive(PLAN + "\x1b[2J"), "control characters"),
        ):
            self.hub.archives[3] = content
            self.assert_refused(reason)

    def test_the_newest_artifact_of_a_run_that_was_repeated_is_taken(self):
        self.hub.artifacts.insert(0, {"id": 9, "name": "plans", "expired": False})
        self.hub.archives[9] = archive(PLAN + "second\n")
        self.comment()
        self.assertIn("second", self.hub.comments[0]["body"])

    def test_a_run_without_an_artifact_writes_nothing(self):
        self.hub.artifacts = []
        self.assertIn("no artifact", self.comment())
        self.assertEqual(self.hub.writes, [])

    def test_the_token_does_not_follow_to_the_store(self):
        self.comment()
        self.assertFalse(self.hub.leaked)

    def test_a_refused_token_is_told_with_the_request(self):
        self.assertIn("401", self.comment(status=1, GITHUB_TOKEN="other"))

    def test_the_plans_that_infra_writes_are_taken_even_with_hostile_names(self):
        folder = ROOT / "Tests/InfraReviewTests/Snapshots"
        for name in ("hostile.md", "everything.md", "first.md"):
            self.hub.archives[3] = archive((folder / name).read_text(encoding="utf-8"))
            self.comment()


class JoinTests(unittest.TestCase):
    def join(self, *texts: str, status: int = 0) -> str:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            names = []
            for index, text in enumerate(texts):
                names.append(pathlib.Path(folder) / f"{index}.md")
                names[-1].write_text(text, encoding="utf-8")
            result = subprocess.run(
                [sys.executable, ROOT / ".github/scripts/join-plans", *names],
                capture_output=True, text=True, timeout=60,
            )  # fmt: skip
        self.assertEqual(result.returncode, status, result.stderr)
        return result.stdout

    @staticmethod
    def plan(diffs: int = 0, rows: int = 0, eyes: int = 0) -> str:
        return (
            f"{PLAN}{'eyes ' * eyes}\n| | resource | why |\n{'row ' * rows}\n"
            f"<details>{'diff ' * diffs}</details>\n\nPlan digest `1`.\n"
        )

    def test_plans_that_fit_are_joined_as_they_are(self):
        self.assertEqual(self.join(self.plan(), self.plan(3)), self.plan() + "\n" + self.plan(3))

    def test_the_longest_diffs_go_first_and_the_digest_stays(self):
        text = self.join(self.plan(diffs=10_000), self.plan(diffs=5_000))
        self.assertLess(len(text.encode()), 60_001)
        self.assertEqual(text.count("<details>"), 1)
        self.assertEqual(text.count("Plan digest"), 2)
        self.assertIn("Left out for length", text)

    def test_tables_go_after_all_diffs(self):
        text = self.join(self.plan(diffs=9_000, rows=16_000), self.plan(diffs=10, rows=10))
        self.assertNotIn("diff ", text)
        self.assertEqual(text.count("| resource |"), 1)

    def test_more_than_a_comment_takes_is_an_error(self):
        self.join(self.plan(eyes=13_000), status=1)


if __name__ == "__main__":
    unittest.main()
