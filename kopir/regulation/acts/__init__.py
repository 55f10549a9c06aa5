"""What is done with the Regulation. Each verb is one transaction and one entry in the journal."""
