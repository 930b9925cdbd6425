"""The rules, pure: no Flask, no SQLAlchemy, no clock."""
