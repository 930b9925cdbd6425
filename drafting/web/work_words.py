"""What is said of long work."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

KINDS: Mapping[str, LazyString] = {"pack": __("Adoption pack"), "copies": __("Copies that came in")}
# Where it was begun, once it is over.
BACK: Mapping[str, LazyString] = {
    "pack": __("What the pack holds, and the key that signs it"),
    "copies": __("Go on with the copies"),
}
PROBLEMS: Mapping[str, LazyString] = {
    "work-abandoned": __("It was begun several times, and ended each time before it was done. Tell whoever runs this."),
    "work-broken": __(
        "Something went wrong on our side. Nothing was changed. Begin it again, and tell whoever runs this."
    ),
    "work-overtaken": __("What it was about changed meanwhile, or is not open to you any more. Nothing was changed."),
    "signing-key-missing": __("No file is named for the signing key of this installation. Tell whoever runs it."),
    "signing-key-open": __(
        "The signing key of this installation can be read by others on its machine, so that nothing is signed with it. "
        "Tell whoever runs it."
    ),
    "signing-key-unreadable": __("The signing key of this installation cannot be read. Tell whoever runs it."),
    "pack-record-disagrees": __(
        "The record and the tables of this draft disagree, so that no pack is signed. "
        "The page “The record, checked” names each place."
    ),
}
