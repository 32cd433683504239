"""What makes files of this repository, and is not shipped."""
