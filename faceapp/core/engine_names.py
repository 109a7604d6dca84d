"""What the name of an engine says: "ENGINE:int8:flip" is an engine and how its weights are run."""


def base_of(name: str) -> str:
    """The engine without the words that say how it is run."""
    return name.partition(":")[0]


def words_of(name: str) -> list[str]:
    """The words behind the engine, as they were written."""
    return name.split(":")[1:]


def variant_of(name: str) -> str:
    """The same words in one order, each once; empty for an engine that is run as it is."""
    return " ".join(sorted(set(words_of(name))))
