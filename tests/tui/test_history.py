"""Back and forward return to the place."""

from hypothesis import given
from hypothesis import strategies as st

from tui.history import LONGEST, JumpList, Place

places = st.builds(Place, st.just("article"), st.integers(1, 9), st.integers(0, 999))


@given(st.lists(places, min_size=1, max_size=100))
def test_as_many_steps_back_return_through_every_place(trail: list[Place]) -> None:
    jumps = JumpList()
    here, distinct = trail[0], [trail[0]]
    for place in trail[1:]:
        jumps.jumped(here)
        if place != distinct[-1]:
            distinct.append(place)
        here = place
    walked = [here]
    while (back := jumps.back(here)) is not None:
        here = back
        walked.append(here)
    assert [p for n, p in enumerate(walked) if n == 0 or walked[n - 1] != p] == distinct[::-1]
    ahead = []
    while (forward := jumps.forward(here)) is not None:
        here = forward
        ahead.append(here)
    assert [here, *walked][0] == (ahead[-1] if ahead else walked[0])


def test_a_new_jump_forgets_what_was_ahead() -> None:
    a, b, c = (Place("article", n) for n in (1, 2, 3))
    jumps = JumpList()
    jumps.jumped(a)
    assert jumps.back(b) == a
    jumps.jumped(a)
    assert jumps.forward(c) is None


def test_the_list_has_an_end() -> None:
    jumps = JumpList()
    for n in range(LONGEST + 50):
        jumps.jumped(Place("article", n))
    assert len(jumps.behind) == LONGEST
    assert jumps.behind[-1] == Place("article", LONGEST + 49)


@given(st.lists(st.recursive(st.integers() | st.text(max_size=8) | st.none(), lambda inner: st.lists(inner, max_size=4))))
def test_anything_can_be_read_back(raw: list[object]) -> None:
    for place in JumpList.from_plain(raw, raw).behind:
        assert Place.from_plain(place.plain) == place
