"""The outside world -> Report.

``sources``    what was named on the command line -> paths
``readers``    a path or a stream of bytes -> one ``Loaded`` for each report found in it, readable or not
``sniff``      what bytes look like, whatever their name says
``encodings``  bytes -> text, exactly or not at all
``headers``    the first lines of a plain text file that are about the text
``pages``      a web page -> its article
``lines``      JSON, one report a line
``drafts``     what a reader found -> Report: cleaned, dated, its language told
``clean``      the one form in which a text is stored; spans count in it
``datelines``  where a report says it was written; ``zones`` knows the clock kept there
``published``  the words of a publication time -> When
``language``   the language of a text
``copies``     reports whose texts are near-copies of one another
"""

from truceline.reports.drafts import MAX_CHARACTERS, Loaded
from truceline.reports.readers import MAX_BYTES, read_path, read_stream
from truceline.reports.sources import expand

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Loaded", "expand", "read_path", "read_stream"]
