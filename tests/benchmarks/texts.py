"""The text engine alone: diffs, carrying, compiling, brackets."""

import difflib
import random
from functools import partial

from drafting.documents import reading
from drafting.domain import brackets
from drafting.domain.diff import changes
from drafting.domain.merge import carry, compile_text
from drafting.domain.overlay import overlay
from drafting.domain.words import pieces
from tests.benchmarks.documents import largest
from tests.benchmarks.measure import alone, ms, say, table
from tests.benchmarks.world import STATES, VOCABULARY, edited, sentence

ROUNDS = 7
MANY = (20, 100, 400)  # proposals on one paragraph


def run() -> None:
    say("texts: diffs")
    _diffs()
    say("texts: merging")
    _merging()


def _diffs() -> None:
    rows = []
    for language in VOCABULARY:
        draw = random.Random(language)  # noqa: S311 - the same texts each time
        for length, edits in ((2_000, 10), (20_000, 100)):
            old = sentence(draw, length, language)
            what = f"{length:,} characters, {edits} edits, {language}"
            rows.append(_beside(what, old, edited(draw, old, edits, language)))
        old, new = sentence(draw, 20_000, language), sentence(draw, 20_000, language)
        rows.append(_beside(f"20,000 characters, unrelated, {language}", old, new))
    table("Diffs, word by word", ("texts", "ms", "difflib ms", "times faster"), rows, "difflib: over the same words.")


def _beside(what: str, old: str, new: str) -> tuple[object, ...]:
    olds, news = pieces(old), pieces(new)
    took = alone(partial(changes, old, new), ROUNDS)
    matcher = partial(difflib.SequenceMatcher, None, olds, news, autojunk=False)
    peer = alone(lambda: matcher().get_opcodes(), 1)
    return what, ms(took), ms(peer), f"{peer / took:.1f}"


def _merging() -> None:
    draw = random.Random("merging")  # noqa: S311 - the same texts each time
    base = sentence(draw, 2_000)
    current, proposal = edited(draw, base, 10), edited(draw, base, 10)
    name, data = largest()
    texts = [it.text for it in reading.read(data, "draft.md").blocks]
    acts = {
        "carry, 2,000 characters, 10 edits on each side": (partial(carry, base, current, proposal), base),
        f"brackets of {name}": (partial(brackets.read_all, texts), "\n".join(texts)),
    }
    for count in MANY:
        offered = [(STATES[it % len(STATES)], edited(draw, base, 3)) for it in range(count)]
        acts[f"overlay of {count} proposals on 2,000 characters"] = (partial(overlay, base, offered), base * count)
        acts[f"compilation of {count} proposals on 2,000 characters"] = (
            partial(compile_text, base, offered),
            base * count,
        )
    rows = []
    for what, (act, words) in acts.items():
        took, split = alone(act, ROUNDS), alone(partial(pieces, words), ROUNDS)
        rows.append((what, ms(took), ms(split), f"{took / split:.1f}"))
    note = "Split: the words of all the texts concerned, cut once."
    table("Carrying, compiling, brackets", ("what", "ms", "split ms", "times"), rows, note)
