"""Taking organisations over from registers: files, columns, cleaning, legal forms, and the run itself."""
