"""What goes on when something inside fails: the fault is logged, and whoever keeps on working keeps on."""

import logging
from types import TracebackType

LOGGER = logging.getLogger("drafting")


class Logged:
    """What fails inside is logged, and the work goes on with the next round: a keeper ends only when told."""

    def __init__(self, doing: str) -> None:
        self.doing = doing

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, _: TracebackType | None) -> bool:
        if not isinstance(err, Exception):
            return False
        LOGGER.error("keeper", exc_info=err, extra={"facts": {"doing": self.doing}})
        return True
