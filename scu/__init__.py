"""DICOM service class user operations: echo, store, find, move and get."""

__version__ = "0.1.0"
