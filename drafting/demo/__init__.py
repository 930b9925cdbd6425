"""The demonstration: an invented process of invented States, its conference, two drafts and their life so far."""
