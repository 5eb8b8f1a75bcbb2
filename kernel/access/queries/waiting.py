def waiting(user): return []
