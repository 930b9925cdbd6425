"""The roles that every page is fetched as, and groups of them."""

ROLES = (
    "secretariat",
    "office",
    "chair",
    "rapporteur",
    "administrator",
    "head.arv",
    "delegate.arv",
    "head.bel",
    "coordinator.zab",
    "observer",
)
EVERYBODY = frozenset(ROLES)
OFFICE = frozenset({"office", "secretariat"})
PEOPLE = OFFICE | {"administrator"}
CHAIR = frozenset({"chair"})
DIRECTING = OFFICE | CHAIR
READERS = DIRECTING | {"rapporteur"}
AUDITORS = DIRECTING | {"administrator"}
ARVENDAL = frozenset({"head.arv", "delegate.arv"})
# With a role in the whole Process, not in one meeting alone.
SECRETARIAT = frozenset({"secretariat"})
