"""Reads of the register; every public function takes the person who asks."""
