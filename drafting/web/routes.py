"""Every blueprint, in the order of the story: sign in, find the draft, propose, rule, adopt, export, look back."""

from drafting.web import accounts, drafts, health, home, paragraphs, preferences, proposals

BLUEPRINTS = (
    health.blueprint,
    preferences.blueprint,
    accounts.blueprint,
    home.blueprint,
    drafts.blueprint,
    paragraphs.blueprint,
    proposals.blueprint,
)
