"""What a text means, as numbers: the same for the same thing said in Kazakh, Russian or English. See docs/search.md.

`encoders` the port and what stands behind it · `bridge` Kazakh for an encoder that never learnt it · `passages` texts to
rows · `terms` the words of a text across languages · `memory` all rows in memory · `service` the process that holds them
· `client` how the others ask it.
"""
