"""The crypto core: age v1 files and what Zegel signs and proves with them.

No framework, no settings, no clock. What an earlier stable version sealed, every later version opens.

Nothing is re-exported here: `zegel.seal.opening` is the only module that opens, and an import contract
keeps it out of the server. A convenience import in this file would break that promise for everybody.
"""
