"""A world of a country's size, made at once: rows as the acts would leave them, written in bulk.

`ground` reads what stands already, `lives` tells what befalls one matter, `entries` writes it into the journal, `writing` puts
rows into the database. Making and writing run side by side in two processes.
"""
