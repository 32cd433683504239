"""The practice server, for learning and testing: pynetdicom's own SCP over a folder of DICOM files."""
