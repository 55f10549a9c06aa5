"""How quickly pages come over real HTTP from the server that `kopir serve` starts, beside a bare view served the same way."""
