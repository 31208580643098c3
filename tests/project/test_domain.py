"""domain.yml, rules, actions and content name the same things."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

from actions.assessment import NOTED_WITH
from actions.assessment_form import _ENDINGS
from backtalk.assessment import dialogue
from backtalk.channels.web_door import ERRORS
from backtalk.safety import care

HOME = Path(__file__).resolve().parents[2]
DOMAIN = YAML(typ="safe").load(HOME / "domain.yml")
SPOKEN_BY_CODE = re.compile(r"utter_(?!message\b|action\b)[a-z0-9_]+(?<!_)\b")


def _rules():
    for path in sorted((HOME / "data" / "rules").glob("*.yml")):
        for rule in YAML(typ="safe").load(path)["rules"]:
            yield path, rule


def _steps(key):
    return {step[key] for _, rule in _rules() for step in rule["steps"] if key in step}


def _code():
    folders = ("actions", "backtalk")
    return "\n".join(p.read_text() for f in folders for p in (HOME / f).rglob("*.py"))


def test_domain_holds_no_prose():
    assert "responses" not in DOMAIN
    assert len((HOME / "domain.yml").read_text().splitlines()) < 150


def test_every_intent_has_a_rule():
    assert set(DOMAIN["intents"]) == _steps("intent")


def test_every_feature_has_one_file_name():
    rules = {path.stem for path, _ in _rules()} - {"care", "several"}  # never trained
    assert {path.stem for path in (HOME / "data" / "nlu").glob("*.yml")} == rules


def test_every_action_is_declared_and_implemented_once():
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(DOMAIN["actions"]) == set(executor.actions)
    used = {name for name in _steps("action") if not name.startswith("utter_")}
    by_rasa = {
        *("action_default_fallback", "action_session_start", "validate_assessment_form"),
        "action_ask_assessment_form_assessment_done",
    }
    by_processor = {"action_returning"}
    assert used - set(DOMAIN["forms"]) | by_rasa | by_processor == set(DOMAIN["actions"])


def test_every_response_is_used_and_every_used_one_exists(library):
    by_rules = {name for name in _steps("action") if name.startswith("utter_")}
    by_code = set(SPOKEN_BY_CODE.findall(_code()))
    by_content = {
        name
        for _, variation in library.variations()
        for button in variation.buttons
        for name in SPOKEN_BY_CODE.findall(button.payload)
    }
    by_web = {f"utter_web_{code}" for code in ERRORS}
    used = by_rules | by_code | by_content | by_web
    assert used - set(library.responses) == set()
    assert set(library.responses) - used == set()


def _said_by(call):
    """Return the names of the responses that a call of utter_message may say."""
    [value] = [keyword.value for keyword in call.keywords if keyword.arg == "response"]
    tables = {
        "CARDS": care.CARDS,
        "CARDS_AGAIN": care.CARDS_AGAIN,
        "ASK_RESPONSES": dialogue.ASK_RESPONSES,
        "_ENDINGS": _ENDINGS,
    }
    if isinstance(value, ast.Subscript) and value.value.id in tables:
        return set(tables[value.value.id].values())
    literal = {node.value for node in ast.walk(value) if isinstance(node, ast.Constant)}
    if ast.unparse(value) == "response" and not literal:
        # What the dialogue says before its next question, and the one helper that reads a frame back.
        code = (HOME / "backtalk" / "assessment" / "dialogue.py").read_text()
        return {*SPOKEN_BY_CODE.findall(code), *NOTED_WITH.values()}
    return literal


def test_every_placeholder_gets_a_value(library):
    blanks = set(care.blanks(library.care, "us"))
    given: dict[str, set[str]] = {}
    for path in (HOME / "actions").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "utter_message":
                names = {keyword.arg for keyword in call.keywords} - {"response"}
                names = names - {None} | blanks if None in names else names
                for name in _said_by(call):
                    given[name] = given.get(name, set()) | names
    for name, variation in library.variations():
        wanted = set(re.findall(r"\{(\w+)\}", variation.text))
        assert wanted <= given.get(name, set()), name


def test_every_button_leads_somewhere(library):
    for name, variation in library.variations():
        for button in variation.buttons:
            if name == "utter_web_welcome":  # said before anything is offered: read as words
                assert button.payload == button.title
                continue
            match = re.fullmatch(r"/(\w+)(\{.*\})?", button.payload)
            assert match, (name, button)
            assert match[1] in DOMAIN["intents"], (name, button)
            assert len(button.payload) <= 150, (name, button)


@pytest.mark.parametrize("slot", DOMAIN["slots"])
def test_slots_leave_the_policies_alone(slot):
    assert DOMAIN["slots"][slot]["influence_conversation"] is False


def test_old_answers_do_not_come_back_in_a_new_session():
    assert DOMAIN["session_config"]["carry_over_slots_to_new_session"] is False
