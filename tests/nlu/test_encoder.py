"""The sentence encoder, and what it says of a broken folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from backtalk.errors import BacktalkError
from backtalk.nlu.encoder import DIMENSIONS, SentenceEncoder, checksum, verify

ENCODER = Path(__file__).resolve().parents[2] / "models" / "encoder"
FILES = {
    "graph.onnx": b"stands in for the graph",
    "tokenizer.json": b"{}",
    "labels.json": b"{}",
}
TEXTS = ["my hip hurts", "is dry needling safe?", "", "x" * 3000, "\U0001f44d \u4f60\u597d"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the encoder's shape, with small files in place of the large ones."""
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    _write_manifest(tmp_path, {})
    return tmp_path


def _write_manifest(folder: Path, changes: dict[str, object]) -> None:
    manifest = {
        "graph": "graph.onnx",
        "tokenizer": "tokenizer.json",
        "labels": "labels.json",
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()},
        **changes,
    }
    kept = {key: value for key, value in manifest.items() if value is not None}
    (folder / "MANIFEST.json").write_text(json.dumps(kept), encoding="utf-8")


def _refusal(folder: Path) -> BacktalkError:
    with pytest.raises(BacktalkError) as caught:
        SentenceEncoder(folder)
    return caught.value


def test_whole_files_pass_the_check(folder):
    verify(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert _refusal(folder).problem == f"The sentence encoder's file {name} is missing."


@pytest.mark.parametrize("name", FILES)
def test_an_altered_file_is_named(folder, name):
    (folder / name).write_bytes(FILES[name] + b" ")
    assert _refusal(folder).problem == (
        f"The sentence encoder's file {name} is damaged or was altered: "
        "its checksum differs from MANIFEST.json."
    )


def test_a_missing_manifest_is_told(folder):
    (folder / "MANIFEST.json").unlink()
    assert "there is no MANIFEST.json" in _refusal(folder).problem


def test_a_missing_folder_is_told_like_a_missing_manifest(tmp_path):
    assert "there is no MANIFEST.json" in _refusal(tmp_path / "nowhere").problem


@pytest.mark.parametrize("data", [b"", b"{", b"not json", b"\xff\xfe"])
def test_a_manifest_that_is_not_json_is_told(folder, data):
    (folder / "MANIFEST.json").write_bytes(data)
    assert "MANIFEST.json is not valid JSON" in _refusal(folder).problem


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("graph", "graph"),
        ("tokenizer", "tokenizer"),
        ("labels", "labels"),
        ("sha256", "graph"),
    ],
)
def test_a_manifest_without_a_key_names_the_key(folder, key, named):
    _write_manifest(folder, {key: None})
    assert _refusal(folder).problem == (
        f"The sentence encoder's MANIFEST.json lacks {named}, or its sha256."
    )


def test_every_refusal_says_what_to_restore(folder):
    (folder / "graph.onnx").unlink()
    assert _refusal(folder).remedy == (
        "Restore the folder models/encoder from the project's repository."
    )


def test_a_checksum_is_that_of_the_whole_file(tmp_path):
    data = bytes(range(256)) * 9000
    (tmp_path / "large").write_bytes(data)
    assert checksum(tmp_path / "large") == hashlib.sha256(data).hexdigest()


def test_the_encoder_in_the_repository_is_whole():
    verify(ENCODER)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(ENCODER)


def test_each_text_gets_a_row_of_floats(encoder):
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), DIMENSIONS)
    assert rows.dtype == np.float32


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_every_row_has_length_one(encoder):
    assert np.linalg.norm(encoder.encode(TEXTS), axis=1) == pytest.approx(1.0, abs=1e-4)


def test_a_text_gets_the_same_vector_alone_and_among_others(encoder):
    among = encoder.encode(TEXTS)
    for row, text in zip(among, TEXTS, strict=True):
        assert np.array_equal(encoder.encode([text])[0], row)


def test_two_encoders_of_one_folder_agree(encoder):
    assert np.array_equal(encoder.encode(TEXTS[:2]), SentenceEncoder(ENCODER).encode(TEXTS[:2]))


def test_a_paraphrase_lies_nearer_than_another_subject(encoder):
    asked, again, other = encoder.encode(
        ["is dry needling safe?", "are there risks with dry needling?", "goodbye and thank you"]
    )
    assert asked @ again > asked @ other


def test_a_reading_has_the_same_embedding_as_the_encoding(encoder):
    for text in TEXTS:
        assert np.array_equal(encoder.read(text).embedding, encoder.encode([text])[0])


def test_the_chances_of_signs_and_levels_add_up_to_one(encoder):
    reading = encoder.read("my back hurts")
    assert sum(reading.signs.values()) == pytest.approx(1.0, abs=1e-4)
    assert sum(reading.levels.values()) == pytest.approx(1.0, abs=1e-4)
    assert set(reading.levels) == {"urgent", "emergency", "crisis"}


def test_every_piece_of_a_text_has_marks_at_its_place(encoder):
    text = "my hip hurts"
    marks = encoder.read(text).marks
    assert marks.parts.shape == (len(marks.offsets), len(marks.part_names))
    assert marks.stances.shape == (len(marks.offsets), len(marks.stance_names))
    assert [text[start:end] for start, end in marks.offsets if end > start] == text.split()


def test_a_text_of_the_longest_length_is_read_to_its_end(encoder):
    text = "hip " * 250
    assert encoder.read(text).marks.offsets[-2][1] == len(text) - 1


def test_no_sum_is_done_in_whole_numbers():
    """They differ between processors, and so would what is heard of an emergency."""
    graph = (ENCODER / "backtalk-minilm.int8.onnx").read_bytes()
    assert b"DequantizeLinear" in graph  # the matrices are kept as int8
    assert not [name for name in (b"MatMulInteger", b"DynamicQuantizeLinear") if name in graph]


def test_what_fills_a_text_up_changes_nothing(encoder):
    """With sums in int8, a longer text beside it changed the numbers of a shorter one."""
    session, tokenizer = encoder._session, encoder._tokenizer
    alone, filled = tokenizer.encode(TEXTS[0]), tokenizer.encode_batch([TEXTS[0], TEXTS[1] * 9])
    found = [
        session.run(
            ["embedding", "signs"],
            {
                "input_ids": np.array([each.ids for each in batch], dtype=np.int64),
                "attention_mask": np.array([e.attention_mask for e in batch], dtype=np.int64),
            },
        )
        for batch in ([alone], filled)
    ]
    for one, other in zip(*found, strict=True):
        np.testing.assert_allclose(one[0], other[0], atol=1e-4)
