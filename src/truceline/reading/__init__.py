"""Reading: from the text of a report to claims.

``coders`` gives what reads, and ``rules`` is where to begin. These are its steps, each a file or a folder; behind each
stand the files that it alone has need of.

``parse``        the words and how they hang together
                 (``tokens``, ``language_model``, ``lemmas``, ``word_classes``, ``layout``)
``details``      what stands in the text: ``figures``, ``times``, ``places``, ``qualities``, ``headings``
``dating``       when each act was (``resolved``, ``reckoning``, ``nearby``, ``governing``, ``since``, ``whole_days``)
``attributor``   who says what (``clauses``, ``sayings``, ``sources``, ``according``, ``spoken``, ``idioms``,
                 ``asides``, ``framing``, ``accusation``, ``quotation``, ``contrast``)
``events``       which verbs and nouns are an act (``noun_classes``, ``modality``, ``conditions``, ``refused``)
``drafts``       which of these are claims (``setting``, ``incidental``, ``states``, ``counting``)
``retold``       which of those go on with one that was told before
``voices``       who speaks and acts: ``parties``
                 (``noun_phrases``, ``whom``, ``stand_ins``, ``several``, ``persons``, ``blocks``)
``rules``        the claims (``roles``, ``acts``, ``quoted``, ``answered``, ``antecedents``, ``victims``, ``trust``)
``second_reading``  the claims once more, by trained layers (``pointing``)

``syntax`` walks over the tree and ``lexicon`` has the words of saying and doing, for all of them. ``learned`` adds what
the trained reader of ``model`` sees. ``happenings`` tells what a single sentence reports, apart from all this.
"""
