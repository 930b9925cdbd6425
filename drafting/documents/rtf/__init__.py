"""Rich text: read, with every change in it under its author."""
