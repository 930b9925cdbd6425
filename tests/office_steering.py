"""Steers a LibreOffice from within: run by the system's own Python, which has LibreOffice's bridge.

python3 office_steering.py PIPE; then one JSON object a line: {"act": …, "from": path, "to": path, "filter": name,
"with": paths to merge}. Each is answered by one line: "done", or what went wrong.
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


def perform(context, desktop, order):
    where, act = Path(order["from"]).as_uri(), order["act"]
    # Merged into a document that is not shown, the second file ends LibreOffice.
    document = desktop.loadComponentFromURL(where, "_blank", 0, properties(Hidden=act != "merge"))
    try:
        if act in ACTS:
            dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            frame = document.getCurrentController().getFrame()
            for said in [properties(URL=Path(it).as_uri()) for it in order["with"]] or [()]:
                dispatcher.executeDispatch(frame, ACTS[act], "", 0, said)
        document.storeToURL(Path(order["to"]).as_uri(), properties(FilterName=order["filter"]))
    finally:
        document.close(True)  # noqa: FBT003 - the bridge knows no names


def main():
    context = connected(sys.argv[1])
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    for line in sys.stdin:
        try:
            perform(context, desktop, json.loads(line))
            answer = "done"
        except Exception as err:  # noqa: BLE001 - told to whoever asked
            answer = repr(err).replace("\n", " ")
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
    with contextlib.suppress(DisposedException):
        desktop.terminate()
    # The bridge to an office that is gone would keep an ordinary exit waiting for ever.
    os._exit(0)


main()
