"""Old knowledge from files: what a column or heading is for, reading files of three kinds, and what a row becomes."""
