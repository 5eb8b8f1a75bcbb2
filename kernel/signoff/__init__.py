"""The second signature: who asks and who signs are two people; the database holds that."""
