"""What can go wrong, as data. The web maps each class once, in `web/errors.py`."""

from collections.abc import Mapping, Sequence


class DraftingError(Exception):
    """Base of every error that a person may be shown."""


class NotFound(DraftingError):
    """The thing does not exist, or its existence is not for this person to know."""


class NotAllowed(DraftingError):
    """The person may not do this.

    action: the name of the action in `permissions.py`.
    """

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class StaleEdit(DraftingError):
    """The text moved on since the form was rendered.

    base, current, yours: the three texts, whole; carried: `yours` on top of `current`
    where the two do not collide, else None.
    """

    def __init__(self, base: str, current: str, yours: str, carried: str | None) -> None:
        super().__init__("stale edit")
        self.base = base
        self.current = current
        self.yours = yours
        self.carried = carried


class BadText(DraftingError):
    """The text or file cannot be taken as it is.

    code: a short stable name that `wording.py` turns into a sentence; details: its named fields.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class BadFields(DraftingError):
    """Fields of a form cannot be taken as they are. problems: field -> what is wrong with it."""

    def __init__(self, problems: Mapping[str, BadText]) -> None:
        super().__init__("bad fields")
        self.problems = dict(problems)


class Unlisted(DraftingError):
    """What changes in a wording was not shown before it was to be taken. losses: the list that was not seen."""

    def __init__(self, losses: Sequence[object]) -> None:
        super().__init__("unlisted")
        self.losses = tuple(losses)


class WrongState(DraftingError):
    """The event does not fit the state.

    obstacles: what stands in the way, one value each, complete; may be empty.
    """

    def __init__(self, state: str, event: str, obstacles: Sequence[object] = ()) -> None:
        super().__init__(f"{event} in state {state}")
        self.state = state
        self.event = event
        self.obstacles = tuple(obstacles)
