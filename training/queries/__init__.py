"""Reads; every public function takes the user who asks."""
