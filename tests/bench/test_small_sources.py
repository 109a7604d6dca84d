"""The small form of `sources` runs and has figures to show; no time is asserted."""

from tests.bench import sources


def test_sources_have_a_figure_for_each_limit():
    figures = sources.measure(small=True)
    limited = [figure for figure in figures if figure.target]
    assert [figure.name for figure in limited] == [
        "50 ms: share of plain downloads",
        "1 ms: models idle",
        "second update of 1,100 photos of Yandex.Disk",
        "second update of 1,100 photos of VKontakte",
    ]
    assert all(figure.value > 0 for figure in figures)
    assert [figure.met for figure in limited[2:]] == [True, True]
