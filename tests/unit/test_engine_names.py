import pytest

from faceapp.core.engine_names import base_of, variant_of, words_of


@pytest.mark.parametrize(
    ("name", "base", "variant"),
    [
        ("builtin", "builtin", ""),
        ("yunet+dlib:flip", "yunet+dlib", "flip"),
        ("a:int8:flip:int8", "a", "flip int8"),
        ("a:flip:int8", "a", "flip int8"),
    ],
)
def test_a_name_is_an_engine_and_how_it_is_run(name: str, base: str, variant: str):
    assert (base_of(name), variant_of(name)) == (base, variant)
    assert ":".join([base_of(name), *words_of(name)]) == name
