"""The disk: which instances to send, and how received ones become files."""
