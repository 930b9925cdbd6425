"""One function per use case; each works inside the transaction that its caller opened and never commits."""
