"""Pages of effects: the cards, what was measured, the people's own word, benefit, needs, formal closings."""
