"""Scorers: what a coder gave beside what people marked, as counts and as figures.

``counts``        what one text adds up to; ``figures`` of a module makes the measures of their sum
``interval``      how far a measure would wander with other texts, and a pair of runs beside one another
``matching``      the best one-to-one assignment
``articles``      an article with its attributions, as PolNeAR has them
``attribution``   who says what (PolNeAR)
``aligned``       which predicted attribution stands for which marked one
``breakdown``     recall by kind of quotation, length, cue and source
``plover``        event types and who to whom (PLOVER gold records)
``cameo``         five classes; source and target spans
``muc4_roles``    role fillers (MUC-4)
``muc4_figures``  incident types and figures of people (MUC-4)
"""
