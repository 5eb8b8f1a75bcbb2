"""The scripted attack run: what a neighbour, a stranger or a forged page may try, and the count of what got through."""
