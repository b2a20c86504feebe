"""Previews a deployed stack by a Python program that declares the very same resources.

The resources come from the stack's exported state, so that names, types, parents, inputs and dependencies are the same
and the engine finds nothing to change. They are declared through the typed classes of pulumi_kubernetes, by an inline
program of the Automation API.

Usage: preview.py STATE.json FOLDER PROJECT STACK RESULT.json
The result holds times in milliseconds since the epoch.
"""

import time

marks = {"started": time.time() * 1000}

import importlib
import json
import re
import sys

import pulumi
import pulumi_kubernetes
from pulumi import automation

marks["imported"] = time.time() * 1000

ADDED_BY_THE_SDK = ("apiVersion", "kind", "version", "__internal")
SECRET = "4dabf18193072939515e22adb298388d"


def plain(value):
    """A value of the state with its secrets wrapped as the SDK wants them."""
    if isinstance(value, dict):
        if SECRET in value:
            return pulumi.Output.secret(json.loads(value["plaintext"]))
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def typed(token):
    """The class for a type such as kubernetes:networking.k8s.io/v1:NetworkPolicy."""
    _, path, kind = token.split(":")
    group, _, version = path.rpartition("/")
    module = importlib.import_module(f"pulumi_kubernetes.{group.split('.')[0]}.{version}")
    return getattr(module, kind)


def declare(resource, declared, provider):
    token, name = resource["type"], resource["urn"].rpartition("::")[2]
    inputs = {key: plain(value) for key, value in resource.get("inputs", {}).items() if key not in ADDED_BY_THE_SDK}
    options = pulumi.ResourceOptions(
        parent=declared.get(resource.get("parent")),
        depends_on=[declared[urn] for urn in resource.get("dependencies", []) if urn in declared],
        protect=resource.get("protect"),
    )
    if token.startswith("pulumi:providers:"):
        # The generated class would add the kubeconfig of the environment to the inputs.
        options.version = resource["inputs"].get("version")
        return pulumi.ProviderResource(token.rpartition(":")[2], name, inputs, options)
    if not resource.get("custom"):
        component = pulumi.ComponentResource(token, name, None, options)
        component.register_outputs({})
        return component
    options.provider = provider
    return typed(token)(name, options, **{snake(key): value for key, value in inputs.items()})


def program(resources):
    marks["asked"] = time.time() * 1000
    declared, provider = {}, None
    for resource in resources:
        if resource["type"] == "pulumi:pulumi:Stack":
            for key, value in resource.get("outputs", {}).items():
                pulumi.export(key, plain(value))
            continue
        declared[resource["urn"]] = made = declare(resource, declared, provider)
        if isinstance(made, pulumi.ProviderResource):
            provider = made
    marks["declared"] = time.time() * 1000


def seen(event):
    if event.res_outputs_event is not None:
        marks["registered"] = time.time() * 1000


def main(state, folder, project, stack, result):
    with open(state) as file:
        resources = json.load(file)["deployment"]["resources"]
    selected = automation.select_stack(
        stack_name=stack,
        project_name=project,
        program=lambda: program(resources),
        opts=automation.LocalWorkspaceOptions(work_dir=folder),
    )
    preview = selected.preview(expect_no_changes=True, on_event=seen)
    marks["ended"] = time.time() * 1000
    changes = {str(getattr(kind, "value", kind)): count for kind, count in preview.change_summary.items()}
    with open(result, "w") as file:
        json.dump({"marks": marks, "changes": changes}, file)


main(*sys.argv[1:])
