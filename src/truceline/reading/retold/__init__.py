"""Retold: drafts that name no act of their own and go on with one that was told before.

``again``     which of these a draft is
``numbers``   "Peru counted four"; "four sailors followed"; "of these, ten are women"
``held``      "these women belong to the army", of those held
``attacks``   "the group claimed responsibility"
``elided``    "the army did so on Monday"
``disowned``  a deed that somebody says not to have done
``walks``     from a draft to its verb, its sentence and the draft that it repeats
"""

from truceline.reading.retold.again import Retold

__all__ = ["Retold"]
