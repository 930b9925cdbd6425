"""What leaves the house about a run: mails and calendars."""
