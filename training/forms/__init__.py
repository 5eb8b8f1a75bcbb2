"""What pages send in, cleaned into plain values."""
