"""A small provider: it tells the platform that it is here, and goes on telling it.

Only the standard library is needed. A real provider would also manage something.
"""

__version__ = "@VERSION@"
