"""What the paragraphs of a file are, by their words, labels and looks; and the check that none is lost."""
