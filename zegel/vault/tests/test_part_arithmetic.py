"""How an upload is cut: every byte in exactly one part, whatever the size."""

from hypothesis import given
from hypothesis import strategies as st

from zegel.vault.rules import LARGEST_PLAIN, LARGEST_SEALED, PART_SIZE, part_count, part_size

sizes = st.one_of(
    st.integers(1, LARGEST_SEALED),
    st.builds(lambda parts, off: max(1, parts * PART_SIZE + off), st.integers(1, 5), st.integers(-2, 2)),
)


@given(sizes)
def test_the_parts_together_are_the_file(size):
    assert sum(part_size(size, number) for number in range(1, part_count(size) + 1)) == size


@given(sizes)
def test_only_the_last_part_may_be_short_and_none_is_empty(size):
    cut = [part_size(size, number) for number in range(1, part_count(size) + 1)]
    assert all(each_number == PART_SIZE for each_number in cut[:-1])
    assert 1 <= cut[-1] <= PART_SIZE


@given(sizes, st.one_of(st.integers(max_value=0), st.integers(min_value=7)))
def test_there_are_no_other_parts(size, number):
    assert part_size(size, number) == 0


@given(st.integers(0, 16))
def test_the_sealed_limit_leaves_room_for_ten_hybrid_recipients_and_every_chunk(spare):
    chunks = LARGEST_PLAIN // 65536 + 1
    assert LARGEST_PLAIN + 16 * chunks + 10 * 1600 + spare <= LARGEST_SEALED
