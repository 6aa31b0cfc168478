"""The log of keys (C2SP tlog-tiles): what became of whose keys, for everybody to watch, under labels that tell no address."""
