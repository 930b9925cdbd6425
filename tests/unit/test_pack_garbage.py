"""A pack of garbage, signed as it is: every check answers, whatever numbers, days and depths its JSON holds."""

import json
from typing import Any

import pytest

from drafting import pack_lines
from drafting.documents.packs import pack
from drafting.domain import manifest
from drafting.services import keys, pack_check
from drafting.services.pack_check import PUBLIC_KEY, RECORD

HEAD = '{"format":"drafting-record/1","entries":1,"head":"0"}\n'
ABOUT = {"record": {"entries": 1, "head": "0"}, "draft": {"number": 1}, "adopted": {"hash": "0"}}


def entry(**facts: Any) -> str:
    told = {"draft": 1, "seq": 1, "kind": "draft imported", "person": 1, "capacity": "office", "party": None}
    told |= {"paragraph": None, "at": "2026-01-01T00:00:00+00:00", "payload": {}, "previous": "0", "hash": "0"}
    return json.dumps({**told, **facts})


def signed(folder: Any, files: dict[str, bytes], *, floating: bool = False) -> bytes:
    key = keys.load(str(folder / "key.pem"))
    everything = {**files, PUBLIC_KEY: key.public.pem}
    listed = manifest.written(manifest.of(ABOUT, everything))
    if floating:
        told = json.loads(listed)
        told["files"] = [{**it, "size": float(it["size"])} for it in told["files"]]
        listed = f"{json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()
    return pack.write({**everything, manifest.MANIFEST: listed, manifest.SIGNATURE: key.sign(listed)})


@pytest.mark.parametrize(
    "record",
    [
        HEAD + "[" * 100_000,
        HEAD + entry().replace('"payload": {}', f'"payload": {"[" * 100_000}'),
        HEAD + entry(at="9999-12-31T23:59:59-23:59"),
        HEAD + entry(at="0001-01-01T00:00:00+23:59"),
        HEAD + entry().replace('"seq": 1', '"seq": ' + "9" * 6_000),
        HEAD + entry(seq=10**400),
        HEAD + entry(payload={"place": float("inf")}),
    ],
)
def test_a_record_of_garbage_fails_its_checks(tmp_path, record):
    checks = pack_check.check(signed(tmp_path, {RECORD: record.encode()}))
    assert "chain" in {it.code for it in checks if it.holds is False}
    assert list(pack_lines.lines(checks))[-1] == "This is not the pack that was signed."


def test_a_size_that_is_no_whole_number_is_no_manifest_of_ours(tmp_path):
    checks = pack_check.check(signed(tmp_path, {RECORD: b""}, floating=True))
    assert [it.code for it in checks] == ["unpacked", "manifest"]
