"""Benchmarks: what is read, held against what people marked, beside peers, in one run on one machine.

``scoring``      counts and figures, and intervals
``files``        benchmark files, plain or compressed
``tasks``        the six benchmarks: their texts without answers, their answers, their scores
``attribution``, ``plover``, ``cameo``, ``muc``   what the coder gives for each, from texts alone
``peers``        programs of others
``single``       one benchmark
``board``        all of them, in a table; ``speed``, ``calibration``, ``worst``, ``hand`` are parts of it
``saved``        the last run, to compare with

The data of the benchmarks are no part of the package: whoever has them names the files.
"""
