"""Steers a LibreOffice from within: run by the system's own Python, which has LibreOffice's bridge.

python3 office_steering.py PIPE; then one JSON object a line: {"act": …, "from": path, "to": path, "filter": name,
"with": paths to merge}, for the act "edit" with "as": a name, "tracked" and "edits": [[hand, words, …], …].
Each is answered by one line: "done", or what went wrong.
"""

import contextlib
import json
import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from com.sun.star.uno import Exception as UnoException

ACTS = {
    "accept": ".uno:AcceptAllTrackedChanges",
    "reject": ".uno:RejectAllTrackedChanges",
    "merge": ".uno:MergeDocuments",
}
PATIENCE_SECONDS = 60


def properties(**said):
    made = []
    for name, value in said.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise TimeoutError


def found(document, words):
    sought = document.createSearchDescriptor()
    sought.SearchString = words
    sought.SearchCaseSensitive = True
    place = document.findFirst(sought)
    if place is None:
        raise LookupError(words)
    return place


def paragraph_round(place):
    """A cursor over the whole paragraph that the place is in, its end included."""
    cursor = place.getText().createTextCursorByRange(place.getStart())
    cursor.gotoStartOfParagraph(False)  # noqa: FBT003 - the bridge knows no names
    cursor.gotoNextParagraph(True)  # noqa: FBT003
    return cursor


def replace(_desk, document, old, new):
    found(document, old).setString(new)


def add(_desk, document, after, words):
    """A new paragraph after the one with these words."""
    place = found(document, after)
    cursor = place.getText().createTextCursorByRange(place.getEnd())
    cursor.gotoEndOfParagraph(False)  # noqa: FBT003
    place.getText().insertControlCharacter(cursor, PARAGRAPH_BREAK, False)  # noqa: FBT003
    place.getText().insertString(cursor, words, False)  # noqa: FBT003


def delete(_desk, document, words):
    """The whole paragraph with these words."""
    paragraph_round(found(document, words)).setString("")


def split(_desk, document, before):
    """A paragraph ends before these words, and another one begins."""
    place = found(document, before)
    place.getText().insertControlCharacter(place.getStart(), PARAGRAPH_BREAK, False)  # noqa: FBT003


def move(desk, document, words, after):
    """The paragraph with these words cut out and pasted after another one, as by hand."""
    view = document.getCurrentController()
    view.select(paragraph_round(found(document, words)))
    desk.dispatch(document, ".uno:Cut")
    cursor = paragraph_round(found(document, after))
    view.select(cursor.getEnd())
    desk.dispatch(document, ".uno:Paste")


def comment(desk, document, on, words):
    place = found(document, on)
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.setPropertyValue("Author", desk.name)
    note.setPropertyValue("Content", words)
    place.getText().insertTextContent(place.getEnd(), note, False)  # noqa: FBT003


def footnote(_desk, document, on, words):
    """A new footnote behind these words."""
    place = found(document, on)
    note = document.createInstance("com.sun.star.text.Footnote")
    place.getText().insertTextContent(place.getEnd(), note, False)  # noqa: FBT003
    note.setString(words)


HANDS = {
    "replace": replace,
    "add": add,
    "delete": delete,
    "split": split,
    "move": move,
    "comment": comment,
    "footnote": footnote,
}


class Desk:
    """An office that somebody works in."""

    def __init__(self, context):
        self.context = context
        self.name = ""
        self.desktop = self.made("com.sun.star.frame.Desktop")
        self.dispatcher = self.made("com.sun.star.frame.DispatchHelper")

    def made(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def dispatch(self, document, command, said=()):
        self.dispatcher.executeDispatch(document.getCurrentController().getFrame(), command, "", 0, said)

    def set(self, where, **values):
        """Settings of the office."""
        provider = self.made("com.sun.star.configuration.ConfigurationProvider")
        service = "com.sun.star.configuration.ConfigurationUpdateAccess"
        group = provider.createInstanceWithArguments(service, properties(nodepath=where))
        for name, value in values.items():
            group.setPropertyValue(name, value)
        group.commitChanges()


def perform(desk, order):
    where, act = Path(order["from"]).as_uri(), order["act"]
    # Merged into a document that is not shown, the second file ends LibreOffice.
    document = desk.desktop.loadComponentFromURL(where, "_blank", 0, properties(Hidden=act != "merge"))
    try:
        if act in ACTS:
            for said in [properties(URL=Path(it).as_uri()) for it in order["with"]] or [()]:
                desk.dispatch(document, ACTS[act], said)
        if act == "edit":
            given, family = order["as"]
            desk.name = f"{given} {family}"
            desk.set("/org.openoffice.UserProfile/Data", givenname=given, sn=family)
            document.RecordChanges = order["tracked"]
            for hand, *said in order["edits"]:
                HANDS[hand](desk, document, *said)
        document.storeToURL(Path(order["to"]).as_uri(), properties(FilterName=order["filter"]))
    finally:
        document.close(True)  # noqa: FBT003


def main():
    desk = Desk(connected(sys.argv[1]))
    for line in sys.stdin:
        try:
            perform(desk, json.loads(line))
            answer = "done"
        except (UnoException, LookupError, OSError, RuntimeError) as err:
            answer = repr(err).replace("\n", " ")
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
    with contextlib.suppress(DisposedException):
        desk.desktop.terminate()
    # The bridge to an office that is gone would keep an ordinary exit waiting for ever.
    os._exit(0)


main()
