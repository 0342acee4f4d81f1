"""The words of the house as frozen values: no IO beyond the shipped codebook, no third-party import."""

from truceline.model.claim import Act, Claim, Coder, Modality, Polarity, Stance
from truceline.model.codebook import ActType, Category, Codebook, codebook
from truceline.model.figure import Comparator, Figure, Rate
from truceline.model.party import Membership, Party, PartyKind
from truceline.model.report import Dateline, Report
from truceline.model.span import Span, Spans
from truceline.model.voice import Voice, VoiceRole
from truceline.model.when import Basis, Precision, When

__all__ = [
    "Act",
    "ActType",
    "Basis",
    "Category",
    "Claim",
    "Codebook",
    "Coder",
    "Comparator",
    "Dateline",
    "Figure",
    "Membership",
    "Modality",
    "Party",
    "PartyKind",
    "Polarity",
    "Precision",
    "Rate",
    "Report",
    "Span",
    "Spans",
    "Stance",
    "Voice",
    "VoiceRole",
    "When",
    "codebook",
]
