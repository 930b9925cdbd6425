"""What `drafting verify` says of a pack: a sentence for each check, nothing that a terminal would act on."""

import pytest

from drafting import pack_lines
from drafting.documents.packs import pack
from drafting.services import keys
from drafting.services.pack_check import Check

FACTS = {
    "files": 3,
    "count": 2,
    "limit": 5,
    "entries": 7,
    "head": "h",
    "hash": "x",
    "fingerprint": "f",
    "trusted": "t",
    "path": "a/b",
    "was": "a/c",
    "what": "changed",
}


@pytest.mark.parametrize("code", pack_lines._SENTENCES)
@pytest.mark.parametrize("holds", [True, False, None])
def test_every_check_has_its_sentence(code, holds):
    (line, outcome) = pack_lines.lines((Check(code, holds, FACTS),))
    assert line[:4] == {True: "ok  ", False: "NO  ", None: "?   "}[holds]
    assert "{" not in line
    assert outcome.endswith(".")


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        ([("files", True), ("key", True)], "The pack is whole, and signed with the key that you trust."),
        ([("files", True), ("key", None)], "Whose key it is, compare yourself."),
        ([("files", True), ("key", False)], "with another key than the one that you trust."),
        ([("files", False), ("key", False)], "This is not the pack that was signed."),
        ([("pack-unreadable", False)], "This is not the pack that was signed."),
    ],
)
def test_the_last_line_says_what_it_comes_to(checks, outcome):
    assert list(pack_lines.lines(tuple(Check(*it, FACTS) for it in checks)))[-1].endswith(outcome)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("changed", "was changed: a/b"),
        ("missing", "is missing: a/b"),
        ("added", "does not belong to the pack: a/b"),
        ("renamed", "was renamed: a/c is now a/b"),
    ],
)
def test_a_file_that_differs_is_named(what, said):
    assert said in next(pack_lines.lines((Check("file", holds=False, facts={**FACTS, "what": what}),)))


@pytest.mark.parametrize("code", ["file", "pack-path"])
def test_a_name_cannot_give_orders_to_the_terminal(code):
    facts = {**FACTS, "path": "a\x1b[2Jb\nok  all is well"}
    line = next(pack_lines.lines((Check(code, holds=False, facts=facts),)))
    assert line.isprintable()


def test_a_fingerprint_is_taken_in_either_case_and_a_key_from_its_file(tmp_path):
    public = keys.load(str(tmp_path / "key.pem")).public
    (tmp_path / "public.pem").write_bytes(public.pem)
    assert pack_lines.trusted("") == ""
    assert pack_lines.trusted("AB" * 32) == "ab" * 32
    assert pack_lines.trusted(str(tmp_path / "public.pem")) == public.fingerprint
    (tmp_path / "other").write_text("no key")
    with pytest.raises(ValueError, match="no public key"):
        pack_lines.trusted(str(tmp_path / "other"))


def test_a_file_larger_than_any_pack_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pack, "LARGEST", 1_000_000)
    (tmp_path / "large.zip").write_bytes(bytes(1_000_001))
    (it,) = pack_lines.checked(tmp_path / "large.zip", "")
    assert (it.code, it.holds, it.facts) == ("pack-too-large", False, {"limit": 1})
