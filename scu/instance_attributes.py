"""The attributes of the models without levels, by keyword: PS3.4 tables U.6-1, X.6-1 and CC.2.5-3. Data only.

Beside the worklist's, which are in `query_attributes`. All of these find instances, whose unique key is the SOP
Instance UID.
"""

HANGING_PROTOCOL = (
    (
        "SOPClassUID",
        "HangingProtocolName",
        "HangingProtocolLevel",
        "HangingProtocolDefinitionSequence[0].Modality",
        "HangingProtocolDefinitionSequence[0].AnatomicRegionSequence",
        "HangingProtocolDefinitionSequence[0].Laterality",
        "HangingProtocolDefinitionSequence[0].ProcedureCodeSequence",
        "HangingProtocolDefinitionSequence[0].ReasonForRequestedProcedureCodeSequence",
        "HangingProtocolUserIdentificationCodeSequence",
        "HangingProtocolUserGroupName",
        "NumberOfPriorsReferenced",
        "NumberOfScreens",
    ),
    (
        "HangingProtocolDescription",
        "HangingProtocolCreator",
        "HangingProtocolCreationDateTime",
        "NominalScreenDefinitionSequence",
    ),
)
"""Required and optional keys."""

HANGING_PROTOCOL_DISPLAY = (
    "HangingProtocolName",
    "HangingProtocolDescription",
    "HangingProtocolLevel",
    "HangingProtocolCreator",
    "HangingProtocolCreationDateTime",
    "HangingProtocolDefinitionSequence[0].Modality",
    "HangingProtocolDefinitionSequence[0].Laterality",
    "HangingProtocolUserGroupName",
    "NumberOfPriorsReferenced",
    "NumberOfScreens",
)

COLOR_PALETTE = (
    ("SOPClassUID", "ContentLabel"),
    ("ContentDescription", "ContentCreatorName", "AlternateContentDescriptionSequence"),
)

COLOR_PALETTE_DISPLAY = ("ContentLabel", "ContentDescription", "ContentCreatorName")

_REQUEST = "ReferencedRequestSequence[0]"

UPS = (
    (
        "ScheduledProcedureStepPriority",
        "ProcedureStepLabel",
        "WorklistLabel",
        "ScheduledStationNameCodeSequence",
        "ScheduledStationClassCodeSequence",
        "ScheduledStationGeographicLocationCodeSequence",
        "ScheduledHumanPerformersSequence",
        "ScheduledProcedureStepStartDateTime",
        "ScheduledWorkitemCodeSequence",
        "InputReadinessState",
        "PatientName",
        "PatientID",
        "IssuerOfPatientID",
        "PatientBirthDate",
        "PatientSex",
        "AdmissionID",
        f"{_REQUEST}.AccessionNumber",
        f"{_REQUEST}.RequestedProcedureID",
        "ProcedureStepState",
    ),
    (
        "SOPClassUID",
        "ScheduledProcedureStepModificationDateTime",
        "CommentsOnTheScheduledProcedureStep",
        "ExpectedCompletionDateTime",
        "ScheduledProcessingParametersSequence",
        "InputInformationSequence",
        "StudyInstanceUID",
        "AdmittingDiagnosesDescription",
        f"{_REQUEST}.StudyInstanceUID",
        f"{_REQUEST}.RequestedProcedureDescription",
        f"{_REQUEST}.RequestedProcedureCodeSequence",
        f"{_REQUEST}.RequestingService",
        "ReplacedProcedureStepSequence",
        "ProcedureStepProgressInformationSequence",
        "UnifiedProcedureStepPerformedProcedureSequence",
    ),
)

UPS_DISPLAY = (
    "ScheduledProcedureStepStartDateTime",
    "ExpectedCompletionDateTime",
    "ProcedureStepState",
    "InputReadinessState",
    "ScheduledProcedureStepPriority",
    "ProcedureStepLabel",
    "WorklistLabel",
    "ScheduledStationNameCodeSequence",
    "ScheduledWorkitemCodeSequence",
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "AdmissionID",
    "StudyInstanceUID",
    f"{_REQUEST}.AccessionNumber",
    f"{_REQUEST}.RequestedProcedureID",
)
