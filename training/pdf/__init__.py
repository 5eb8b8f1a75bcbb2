"""Papers of training: plain values in, the same bytes out."""
