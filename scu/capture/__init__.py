"""What went over the wire, written down: for Wireshark, for people who watch, and for who has to judge it later.

Each is a tap (`dimse.tap`). Secrets, which are the fields of a user identity (PS3.7 D.3.3.7), are in none of them.
"""
