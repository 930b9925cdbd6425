"""The public archive, open to everybody; what each reader is shown of it: tests/web/test_portal_readers.py."""

OPEN_TO_ALL = frozenset(
    {
        "portal.root",
        "portal.index",
        "portal.process",
        "portal.meetings",
        "portal.meeting",
        "portal_documents.newest",
        "portal_documents.show",
        "portal_documents.file",
        "portal_documents.paper",
        "portal_search.find",
        "portal_search.verify",
        "portal_feeds.meetings",
        "portal_feeds.sitemap",
        "robots.txt",
    }
)
CHANGES_OPEN_TO_ALL = frozenset({"portal_search.compare"})
