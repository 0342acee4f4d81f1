"""One small encoder with several heads, read once a text, and layers above it that judge the claims.

``Reader.load()`` gives the reader, or None without weights; ``reader.read(texts)`` what it sees; the modules
``attribution``, ``acts``, ``roles`` and ``fillers`` read it.  ``training/`` makes the weights.
"""

from truceline.reading.model import acts, attribution, fillers, roles
from truceline.reading.model.attribution import Tagged
from truceline.reading.model.encoder import Reader
from truceline.reading.model.second import Judged, Opinion, Pointed
from truceline.reading.model.seen import Seen
from truceline.reading.model.tags import Span

__all__ = [
    "Judged",
    "Opinion",
    "Pointed",
    "Reader",
    "Seen",
    "Span",
    "Tagged",
    "acts",
    "attribution",
    "fillers",
    "roles",
]
