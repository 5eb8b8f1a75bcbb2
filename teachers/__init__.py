"""The register of teachers: who, where, since when; posts, service, qualifications."""
