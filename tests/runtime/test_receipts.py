"""The receipt of "forget me" is found again by every process that shares a Redis."""

from __future__ import annotations

from backtalk.channels.contract import Reply
from backtalk.content.library import Button
from backtalk.runtime.agent import Turn
from backtalk.runtime.receipts import KEPT, NoReceipts, ReceiptsInRedis, make_receipts

RECEIPT = Reply(
    "Everything is deleted. Receipt: 4711.",
    "utter_data_deleted",
    "notice",
    (Button("Start again", "/restart"),),
    {"type": "notice", "version": 1},
)
DELETED = Turn("affirm", (RECEIPT,), forgotten=True)


class FakeRedis:
    def __init__(self):
        self.kept: dict[str, bytes] = {}
        self.ends: set[int] = set()
        self.broken = False
        self.is_closed = False

    async def aclose(self):
        self.is_closed = True

    async def get(self, name):
        self._check()
        return self.kept.get(name)

    async def set(self, name, value, ex):
        self._check()
        self.kept[name] = value.encode()
        self.ends.add(ex)

    def _check(self):
        if self.broken:
            raise ConnectionError("secret words")


async def test_another_process_finds_the_receipt_for_a_while():
    shared = FakeRedis()
    await ReceiptsInRedis(shared).keep("someone", "message-1", DELETED)
    there = ReceiptsInRedis(shared)
    assert await there.find("someone", "message-1") == DELETED
    assert await there.find("someone", "message-2") is None
    assert await there.find("another", "message-1") is None
    assert shared.ends == {KEPT}
    assert "someone" not in str(shared.kept)  # nobody reads there whose conversation was deleted


async def test_no_other_turn_is_kept():
    shared = FakeRedis()
    await ReceiptsInRedis(shared).keep("someone", "message-1", Turn("greet", (RECEIPT,)))
    assert shared.kept == {}


async def test_without_redis_the_message_is_answered_all_the_same(caplog):
    shared = FakeRedis()
    shared.broken = True
    receipts = ReceiptsInRedis(shared)
    await receipts.keep("someone", "message-1", DELETED)
    assert await receipts.find("someone", "message-1") is None
    assert "ConnectionError" in caplog.text
    assert "secret words" not in caplog.text


async def test_one_process_alone_needs_none():
    receipts = make_receipts("")
    assert isinstance(receipts, NoReceipts)
    await receipts.keep("someone", "message-1", DELETED)
    assert await receipts.find("someone", "message-1") is None


async def test_what_another_version_wrote_is_no_receipt_and_no_failure(caplog):
    shared = FakeRedis()
    await ReceiptsInRedis(shared).keep("someone", "message-1", DELETED)
    shared.kept = dict.fromkeys(shared.kept, b'{"intent": "affirm"}')
    assert await ReceiptsInRedis(shared).find("someone", "message-1") is None
    assert "another version" in caplog.text
    assert "not shared" not in caplog.text


async def test_its_connections_end_with_the_server():
    shared = FakeRedis()
    await ReceiptsInRedis(shared).close()
    assert shared.is_closed
