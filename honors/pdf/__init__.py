"""The paper of honours: a frozen dataclass in, bytes out."""
