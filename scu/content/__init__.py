"""What goes out in place of a file's own bytes: objects that are changed, or transcoded, on their way."""
