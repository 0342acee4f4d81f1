"""Report: one published text."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model import codec
from truceline.model.when import When


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report says it was written: "CAIRO, March 3 (Agency) -"."""

    place: str
    words: str
    zone: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """``text`` is what spans count in: NFC, line ends as \\n, never changed afterwards.

    ``published`` is None where it is not known. ``language`` is an ISO 639-1 code, or None where
    it could not be told. ``id`` follows from everything but the language.
    """

    id: str
    text: str
    title: str = ""
    publisher: str | None = None
    published: When | None = None
    dateline: Dateline | None = None
    url: str | None = None
    language: str | None = None

    @classmethod
    def of(
        cls,
        text: str,
        *,
        title: str = "",
        publisher: str | None = None,
        published: When | None = None,
        dateline: Dateline | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Report:
        """A report with the id that follows from its content."""
        id = codec.content_id("r", text, title, publisher, published, dateline, url)
        return cls(id, text, title, publisher, published, dateline, url, language)

    @property
    def zone(self) -> str | None:
        """The zone that times in the text are read in: the dateline's, else the publication's."""
        if self.dateline is not None and self.dateline.zone:
            return self.dateline.zone
        return self.published.zone if self.published is not None else None
