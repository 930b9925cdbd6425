"""What is wrong with a form, field by field, so that a person is told everything at once, each beside its field."""

from drafting.domain.errors import BadFields, BadText


class Fields:
    """Collects what is wrong. `require(field, holds, code, **details)` for each rule, then `done()`."""

    def __init__(self) -> None:
        self.problems: dict[str, BadText] = {}

    def require(self, field: str, holds: object, code: str, **details: object) -> bool:
        """Note the problem of a field unless the rule holds; the first problem of a field stands. Answers the rule."""
        if not holds:
            self.problems.setdefault(field, BadText(code, **details))
        return bool(holds)

    def done(self) -> None:
        """Raises BadFields when anything is wrong."""
        if self.problems:
            raise BadFields(self.problems)
