"""Ids are what the contract asks for: UUIDs of version 4."""

from uuid import RFC_4122, UUID

from kiosk.controller import fresh_id


def test_a_fresh_id_is_a_random_uuid_in_its_usual_writing() -> None:
    made = [fresh_id() for _ in range(500)]
    assert len(set(made)) == 500
    for text in made:
        read = UUID(text)
        assert (str(read), read.version, read.variant) == (text, 4, RFC_4122)
