"""TLS for both sides of an association (PS3.15 annex B): settings, profiles, key and certificate files, handshake."""
