"""Writes the parts as a software bill of materials in CycloneDX 1.6 (JSON): the same for the same files, wherever it is made."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import product
from licences.shipped_parts import Part

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, product.app_id())


def document(parts: Sequence[Part], app: Path, made: datetime) -> dict[str, Any]:
    """The bill of materials: all parts but our own as components, with the SHA-256 of each of their files under `app`."""
    own = next(part for part in parts if part.name == product.app_name())
    others = [part for part in parts if part is not own]
    components = [_component(part, app) for part in others]
    content = own.version + json.dumps(components, sort_keys=True, ensure_ascii=False)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, content)}",
        "version": 1,
        "metadata": {
            "timestamp": made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**_component(own, app), "type": "application"},
        },
        "components": components,
        "dependencies": _dependencies(own, others),
    }


def _component(part: Part, app: Path) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "library", "bom-ref": _reference(part.name), "name": part.name}
    if part.version:
        component["version"] = part.version
    component["licenses"] = [{"expression": part.licence}]
    if part.copyright:
        component["copyright"] = "\n".join(dict.fromkeys(part.copyright))
    if part.purl:
        component["purl"] = part.purl
    if part.source.startswith("https://"):
        component["externalReferences"] = [{"type": "source-distribution", "url": part.source.split(" ")[0]}]
    if part.files:
        component["components"] = [_file(part.name, place, app / place) for place in part.files]
    return component


def _file(part: str, place: str, path: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    hashes = [{"alg": "SHA-256", "content": digest}]
    return {"type": "file", "bom-ref": f"{_reference(part)}/{place}", "name": place, "hashes": hashes}


def _reference(name: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-")


def _dependencies(own: Part, others: Sequence[Part]) -> list[dict[str, Any]]:
    """What contains what: the program its parts, a part the code of others inside it."""
    inside: dict[str, list[str]] = {own.name: [], **{part.name: [] for part in others}}
    for part in others:
        inside[part.within or own.name].append(_reference(part.name))
    return [{"ref": _reference(name), "dependsOn": sorted(contained)} for name, contained in sorted(inside.items()) if contained]
