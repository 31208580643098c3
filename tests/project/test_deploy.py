"""What is in deploy/ names settings that the program knows, and keeps to what docs/deploying.md says."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

HOME = Path(__file__).resolve().parents[2]
DEPLOY = HOME / "deploy"
SETTING = re.compile(r"\b(?:BACKTALK|SLACK)_[A-Z_]+\b")
OF_COMPOSE = {"BACKTALK_DOMAIN", "BACKTALK_VERSION"}
"""Read by the compose file alone."""


def compose():
    return YAML(typ="rt").load(DEPLOY / "compose.yml")


def manifests():
    return {each["kind"]: each for each in YAML(typ="rt").load_all(DEPLOY / "kubernetes.yaml")}


@pytest.mark.parametrize(
    "name", ["compose.yml", "env.example", "backtalk.service", "kubernetes.yaml", "Dockerfile"]
)
def test_every_setting_that_is_named_is_known(name):
    known = set(SETTING.findall((HOME / "backtalk" / "settings.py").read_text()))
    named = set(SETTING.findall((DEPLOY / name).read_text())) - OF_COMPOSE
    assert named
    assert named <= known


def test_every_variable_of_the_compose_file_is_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yml").read_text()))
    given = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    assert asked - {"BACKTALK_VERSION"} == given


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
    pod = manifests()["Deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    (container,) = pod["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_there_is_never_only_one_bot():
    assert compose()["services"]["bot"]["deploy"]["replicas"] >= 2
    assert manifests()["Deployment"]["spec"]["replicas"] >= 2
    assert manifests()["Deployment"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_all_that_the_image_copies_is_there():
    for line in (DEPLOY / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert (HOME / name).exists(), name


@pytest.mark.parametrize("name", ["backup.sh", "restore.sh"])
def test_scripts_are_well_formed_and_say_what_they_want(name):
    subprocess.run(["sh", "-n", DEPLOY / name], check=True)
    done = subprocess.run(["sh", DEPLOY / name], capture_output=True, text=True)
    assert done.returncode != 0
    assert f"deploy/{name}" in done.stderr


def test_systemd_knows_every_line_of_the_unit():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("No systemd here: the unit is not checked.")
    done = subprocess.run(
        ["systemd-analyze", "verify", DEPLOY / "backtalk.service"], capture_output=True, text=True
    )
    unknown = [line for line in done.stderr.splitlines() if "nknown" in line or "nvalid" in line]
    assert unknown == []
