"""What is wrong with a command line, in the language of the run: Typer itself speaks English."""

import re

from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.exceptions import TyperException

from faceapp.core.errors import Code, UserError
from faceapp.texts import Texts

# Typer's errors name the word in question in quotes or in brackets, as in "argument(s) (word)".
_WORD = re.compile(r"['(](?!s\))(.+?)[')]")


def wrong_usage(texts: Texts, error: TyperException) -> UserError:
    """Our error for one of Typer's, whose classes are private: what they carry tells them apart."""
    return UserError(Code.USAGE, reason=_reason(texts, error))


def _reason(texts: Texts, error: TyperException) -> str:
    parameter = getattr(error, "param", None)
    if isinstance(parameter, TyperArgument | TyperOption):
        name = parameter.opts[0] if isinstance(parameter, TyperOption) else parameter.name
        key = "usage.missing" if hasattr(error, "param_type") else "usage.value"
        return texts.say(key, name=name, help=parameter.help)
    if option := getattr(error, "option_name", None):
        key = "usage.no_option" if hasattr(error, "possibilities") else "usage.option_form"
        return texts.say(key, name=option)
    return _about_words(texts, error)


def _about_words(texts: Texts, error: TyperException) -> str:
    word = _WORD.search(error.format_message())
    if word is None:
        return texts.say("usage.no_word")
    context = getattr(error, "ctx", None)
    is_command = context is not None and isinstance(context.command, TyperGroup)
    return texts.say("usage.no_command" if is_command else "usage.surplus", name=word[1])
