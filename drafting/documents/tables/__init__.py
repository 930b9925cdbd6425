"""Tables as Word files, PDF and spreadsheets."""
