"""Reads of the honours; every public function takes the person who asks, the check page excepted."""
