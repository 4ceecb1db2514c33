"""A second, independent verifier for court packages, written from the byte specification alone."""
