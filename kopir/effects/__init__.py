"""What changed for people: need, result chain, indicators, measurements, evidence, both sides' word, and the later check."""
