"""Figures: how many of what, as ranges, with their rates and their parts.

``find`` is the way in; ``numbers`` and ``bounds`` read the words, ``uncounted`` leaves out what
counts nothing, ``counted`` finds the noun, ``rates`` and ``parts`` what the figure is counted
against and is a part of.
"""

from truceline.reading.figures.find import FoundFigure, find_figures

__all__ = ["FoundFigure", "find_figures"]
