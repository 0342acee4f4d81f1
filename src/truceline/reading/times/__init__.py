"""Times: the time expressions of a text, and the intervals they mean.

``find`` is the way in; ``phrases``, ``points``, ``clocks``, ``amounts`` and ``odd`` find the forms;
``days``, ``lengths`` and ``moments`` say what the forms mean; ``words`` holds the vocabulary.
"""

from truceline.reading.times.find import Kind, Length, TimeExpression, find_times

__all__ = ["Kind", "Length", "TimeExpression", "find_times"]
