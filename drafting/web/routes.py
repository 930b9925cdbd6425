"""Every blueprint, in the order of the story: sign in, find the draft, propose, rule, adopt, export, look back."""

from drafting.web import (
    accounts,
    adoption,
    brackets,
    desk,
    drafts,
    exports,
    health,
    history,
    home,
    imports,
    matrix,
    merge,
    paragraphs,
    people,
    preferences,
    proposals,
)

BLUEPRINTS = (
    health.blueprint,
    preferences.blueprint,
    accounts.blueprint,
    home.blueprint,
    people.blueprint,
    imports.blueprint,
    drafts.blueprint,
    paragraphs.blueprint,
    proposals.blueprint,
    matrix.blueprint,
    brackets.blueprint,
    desk.blueprint,
    merge.blueprint,
    adoption.blueprint,
    exports.blueprint,
    history.blueprint,
)
