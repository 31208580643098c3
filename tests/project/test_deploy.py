"""What is in deploy/ names settings that the program knows, and keeps to what the docs say."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from backtalk.channels import slack_door
from backtalk.runtime.supervisor import DRAIN

HOME = Path(__file__).resolve().parents[2]
DEPLOY = HOME / "deploy"
SETTING = re.compile(r"\b(?:BACKTALK|SLACK)_[A-Z_]+\b")
OF_COMPOSE = {"BACKTALK_DOMAIN", "BACKTALK_VERSION"}
"""Read by the compose file alone."""
OF_THE_IMAGE = {"BACKTALK_DATA_DIR", "BACKTALK_HOST", "BACKTALK_PORT"}
"""Set by the Dockerfile, or what its ports and volumes are made for."""
LONGEST_END = max(40, DRAIN)
"""Seconds that a bot may take to end what is under way."""
_TEXT, _LIST = {"type": "string"}, {"type": "array", "items": {"type": "string"}}


def _only(**properties):
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _named(value):
    return {"type": "object", "additionalProperties": value}


COMPOSE = _only(
    name=_TEXT,
    services=_named(
        _only(
            build=_only(context=_TEXT, dockerfile=_TEXT),
            image=_TEXT,
            deploy=_only(replicas={"type": "integer", "minimum": 1}),
            restart={"enum": ["no", "always", "on-failure", "unless-stopped"]},
            environment=_named(_TEXT),
            command=_LIST,
            user=_TEXT,
            read_only={"type": "boolean"},
            tmpfs=_LIST,
            cap_drop=_LIST,
            cap_add=_LIST,
            security_opt=_LIST,
            stop_grace_period={"type": "string", "pattern": "^[0-9]+s$"},
            networks=_LIST,
            ports=_LIST,
            volumes=_LIST,
            depends_on={
                "anyOf": [
                    _LIST,
                    _named(_only(condition={"enum": ["service_started", "service_healthy"]})),
                ]
            },
            healthcheck=_only(
                test=_LIST, interval=_TEXT, timeout=_TEXT, retries={"type": "integer"}
            ),
        )
    ),
    networks=_named(_only(internal={"type": "boolean"})),
    volumes=_named(_only()),
)
"""What the compose file uses of the Compose Specification, written by us: a slip of the pen is found."""


def compose():
    return _plain(YAML(typ="rt").load(DEPLOY / "compose.yml"))


def _plain(value):
    """Return ``value`` as plain YAML has it: Rasa teaches every loader that ${...} has a tag."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return getattr(value, "value", value)


def manifests():
    return {each["kind"]: each for each in YAML(typ="rt").load_all(DEPLOY / "kubernetes.yaml")}


def known_settings():
    return set(SETTING.findall((HOME / "backtalk" / "settings.py").read_text()))


def pod():
    return manifests()["Deployment"]["spec"]["template"]["spec"]


def without_comments(name):
    lines = (DEPLOY / name).read_text().splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("#"))


@pytest.mark.parametrize(
    "name", ["compose.yml", "env.example", "backtalk.service", "kubernetes.yaml", "Dockerfile"]
)
def test_every_setting_that_is_named_is_known(name):
    known = known_settings()
    named = set(SETTING.findall((DEPLOY / name).read_text())) - OF_COMPOSE
    assert named
    assert named <= known


def test_the_compose_file_holds_nothing_but_what_compose_knows():
    jsonschema.validate(compose(), COMPOSE)
    services = compose()["services"]
    for service in services.values():
        assert set(service["networks"]) <= set(compose()["networks"])
        assert set(service.get("depends_on", [])) <= set(services)


def test_every_setting_can_be_set_in_the_file_that_compose_reads():
    passed = set(compose()["services"]["bot"]["environment"])
    assert known_settings() - passed == OF_THE_IMAGE


def test_every_variable_of_the_compose_file_is_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yml").read_text()))
    given = set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    assert asked == given


def test_a_value_that_the_example_shows_as_default_is_the_one_of_compose():
    text = (DEPLOY / "compose.yml").read_text()
    example = (DEPLOY / "env.example").read_text()
    for name, value in re.findall(r"^#([A-Z_]+)=(.+)", example, re.MULTILINE):
        for default in re.findall(rf"\$\{{{name}:-([^$}}]+)\}}", text):
            assert default == value


def test_no_secret_has_a_value_in_the_example():
    for line in (DEPLOY / "env.example").read_text().splitlines():
        if re.match(r"[A-Z_]*(SECRET|PASSWORD|TOKEN)[A-Z_]*=", line):
            assert line.endswith("=")


def test_only_the_proxy_can_be_reached_from_outside():
    services = compose()["services"]
    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}
    assert compose()["networks"]["back"]["internal"]
    assert services["database"]["networks"] == services["locks"]["networks"] == ["back"]


def test_the_bot_runs_without_rights_on_a_file_system_that_it_cannot_change():
    bot = compose()["services"]["bot"]
    assert bot["read_only"]
    assert bot["cap_drop"] == ["ALL"]
    assert "USER 10001" in (DEPLOY / "Dockerfile").read_text()
    assert pod()["securityContext"]["runAsNonRoot"]
    (container,) = pod()["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_there_is_never_only_one_bot():
    assert compose()["services"]["bot"]["deploy"]["replicas"] >= 2
    assert manifests()["Deployment"]["spec"]["replicas"] >= 2
    assert manifests()["Deployment"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_a_bot_gets_the_time_to_end_what_is_under_way():
    (unit,) = re.findall(r"TimeoutStopSec=([0-9]+)", (DEPLOY / "backtalk.service").read_text())
    assert int(unit) > LONGEST_END
    assert int(compose()["services"]["bot"]["stop_grace_period"].rstrip("s")) > LONGEST_END
    first = int(pod()["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod()["terminationGracePeriodSeconds"] - first > LONGEST_END


def test_bots_that_lost_their_database_are_still_asked():
    # Without it they answer warning signs; and all of them lose it at once.
    (container,) = pod()["containers"]
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["path"] == "/live"
    assert "/live" in (DEPLOY / "Dockerfile").read_text()


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_shows_nobody_how_the_bot_is_nor_the_made_up_clinic(name):
    closed = re.findall(
        r"^\s*(?:@inside path|location =) (.*)", (DEPLOY / name).read_text(), re.MULTILINE
    )
    assert set(re.findall(r"/[a-z]+", " ".join(closed))) == {"/live", "/ready", "/metrics", "/demo"}


def test_a_proxy_lets_through_what_slack_may_send():
    assert slack_door.BODY_LIMIT == 1024 * 1024
    assert re.search(r"request_body /slack/\* \{\s+max_size 1MiB", without_comments("Caddyfile"))
    slack = re.search(r"location /slack/ \{(.*?)\}", without_comments("nginx.conf"), re.DOTALL)
    assert "client_max_body_size 1m;" in slack[1]


def test_the_proxy_passes_over_a_bot_that_takes_no_connection():
    # least_conn would ask the same one again: it has the fewest requests.
    text = without_comments("Caddyfile")
    assert "lb_policy round_robin" in text
    assert "lb_try_duration" in text


def test_nginx_tells_the_bot_what_it_asks_a_proxy_for():
    text = without_comments("nginx.conf")
    for header in ("Host $http_host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in text
    assert "BACKTALK_PROXIES=1" in (DEPLOY / "nginx.conf").read_text()


def test_all_that_the_image_copies_is_there():
    for line in (DEPLOY / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert (HOME / name).exists(), name


def test_systemd_knows_every_line_of_the_unit():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("No systemd here: the unit is not checked.")
    done = subprocess.run(
        ["systemd-analyze", "verify", DEPLOY / "backtalk.service"], capture_output=True, text=True
    )
    unknown = [line for line in done.stderr.splitlines() if "nknown" in line or "nvalid" in line]
    assert unknown == []


def test_the_docs_name_every_sentence_that_is_said_on_standard_error():
    rows = re.findall(r"^\| (.+?) \|", (HOME / "docs" / "operating.md").read_text(), re.MULTILINE)
    assert sorted(text for text in said() if not any(fits(text, row) for row in rows)) == []


def said():
    """Yield what is raised for operators and what is logged, with "..." for what differs."""
    for folder in ("backtalk", "actions"):
        for path in (HOME / folder).rglob("*.py"):
            if "slack" in path.name:  # docs/slack.md
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    what = ast.unparse(node.func)
                    if what in {"BacktalkError", "logger.error", "logger.warning"}:
                        yield from sentences(node.args[0])


def sentences(node):
    if isinstance(node, ast.IfExp):
        yield from sentences(node.body)
        yield from sentences(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            part.value if isinstance(part, ast.Constant) else "..." for part in node.values
        )
    elif isinstance(node, ast.Constant):
        yield re.sub("%[sd]", "...", node.value)


def fits(one, other):
    def pattern(text):
        return re.escape(text).replace(r"\.\.\.", ".+")

    return bool(re.fullmatch(pattern(one), other) or re.fullmatch(pattern(other), one))
