"""Happenings: which event of PLOVER's sixteen types a sentence reports, and who did it to whom.

Other than a claim's act, a demand is here a REQUEST and a refusal a REJECT, whatever they are about.

``book``    the words, from ``data/codebook/happenings.toml``
``find``    the events of a sentence, best first
``weigh``   the rules and a trained reader together
"""

from truceline.reading.happenings.find import Happening, Happenings
from truceline.reading.happenings.weigh import weighed

__all__ = ["Happening", "Happenings", "weighed"]
