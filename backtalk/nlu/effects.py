"""What a message says that treatments did: "physio helped, massage did nothing". No Rasa here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from backtalk.nlu.mentions import Mention

_LIST_WORDS = frozenset(
    {
        *("and", "or", "&", "+", ",", "/", "n", "then", "also", "plus"),
        *("the", "a", "an", "my", "some"),
    }
)
_FOR_ALL = frozenset({"all", "both", "none", "nothing", "neither"})


class Effects:
    """Holds the words of content/lexicon/effects.yml as a spaCy matcher."""

    def __init__(self, nlp: Language, words: Mapping[str, Sequence[str]]) -> None:
        """Build the matcher; ``words`` has the phrases of helped and no_help."""
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for effect, phrases in words.items():
            self._matcher.add(effect, [nlp.make_doc(phrase) for phrase in phrases])

    def find(
        self, doc: Doc, treatments: Sequence[Mention], had: Sequence[str]
    ) -> tuple[tuple[str, str], ...]:
        """Return (treatment, effect) for each of ``had`` of which it is said, in their order.

        An effect belongs to the treatments named right before it, in one list ("physio and
        massage helped"); with "both", "all" or "nothing" to all that were named; at the
        beginning of a message to those named next ("what helped was heat").
        """
        told: dict[str, str] = {}
        waiting: list[Mention] = []
        ahead: str | None = None
        spans = filter_spans(self._matcher(doc, as_spans=True))
        events = sorted([*treatments, *spans], key=lambda part: part.start)
        for event in events:
            if isinstance(event, Mention):
                if event.stance != "yes":
                    continue
                if ahead and not waiting:
                    told[event.part] = ahead
                    if not _goes_on(doc, event, events):
                        ahead = None
                    continue
                waiting.append(event)
                continue
            around = {token.lower_ for token in doc[max(0, event.start - 2) : event.end]}
            named = waiting if around & _FOR_ALL else _last_list(doc, waiting)
            for mention in named:
                told[mention.part] = event.label_
            ahead = None if named else event.label_
            waiting = []
        return tuple(
            (name, told[part])
            for name, part in (
                (name, "other_treatment" if name == "other" else name) for name in had
            )
            if part in told
        )


def _last_list(doc: Doc, waiting: Sequence[Mention]) -> list[Mention]:
    """Return the last mentions that stand in one list."""
    named: list[Mention] = []
    for mention in reversed(waiting):
        between = doc[mention.end : named[-1].start] if named else ()
        if all(token.lower_ in _LIST_WORDS for token in between):
            named.append(mention)
        else:
            break
    return named


def _goes_on(doc: Doc, mention: Mention, events: Sequence[object]) -> bool:
    after = [e for e in events if isinstance(e, Mention) and e.start >= mention.end]
    return bool(after) and all(t.lower_ in _LIST_WORDS for t in doc[mention.end : after[0].start])
