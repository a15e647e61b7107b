"""Remembered layouts: the last row of a name holds, an earlier moment still knows the earlier one."""

import pytest

from milepost.errors import NotFoundError, RefusedError

FIRST, SECOND = {"tables": [{"first": 2}]}, {"tables": [{"first": 3}]}


def names(frame):
    return list(zip(frame["sender"], frame["name"], frame["document"], strict=True))


def test_a_form_holds_until_the_next_of_its_name_and_the_past_keeps_it(store):
    store.forms.remember("small", "longshan", "台账", FIRST, "王芳")
    before = store.moment()
    store.forms.remember("small", "longshan", "台账", SECOND, "王芳")
    store.forms.remember("small", "xian", "台账", FIRST, "王芳")
    assert names(store.forms.live("small")) == [
        ("longshan", "台账", '{"tables": [{"first": 3}]}'), ("xian", "台账", '{"tables": [{"first": 2}]}'),
    ]  # fmt: skip
    assert names(store.forms.live("small", before)) == [("longshan", "台账", '{"tables": [{"first": 2}]}')]
    assert len(store.forms.history("small")) == 3


def test_the_same_form_once_more_adds_nothing(store):
    for _ in range(2):
        store.forms.remember("small", "longshan", "台账", FIRST, "王芳")
    assert len(store.forms.history("small")) == 1


def test_a_retired_form_holds_no_longer_wants_a_reason_and_can_be_remembered_again(store):
    store.forms.remember("small", "longshan", "台账", FIRST, "王芳")
    with pytest.raises(RefusedError):
        store.forms.retire("small", "longshan", "台账", by="王芳", reason=" ")
    store.forms.retire("small", "longshan", "台账", by="王芳", reason="单位改用模板")
    assert store.forms.live("small").empty
    with pytest.raises(NotFoundError):
        store.forms.retire("small", "longshan", "台账", by="王芳", reason="再停一次")
    store.forms.remember("small", "longshan", "台账", FIRST, "王芳")
    assert len(store.forms.live("small")) == 1
    assert store.forms.history("small")["reason"].tolist() == ["", "单位改用模板", ""]


def test_a_form_needs_a_name(store):
    with pytest.raises(RefusedError):
        store.forms.remember("small", "longshan", " ", FIRST, "王芳")


def test_the_trail_names_every_act_upon_a_form(store):
    store.forms.remember("small", "longshan", "台账", FIRST, "王芳")
    store.forms.retire("small", "longshan", "台账", by="李明", reason="改用模板")
    trail = store.audit.trail(limit=2)
    assert list(zip(trail["person"], trail["act"], trail["unit"], strict=True)) == [
        ("李明", "retire_form", "longshan"), ("王芳", "remember_form", "longshan"),
    ]  # fmt: skip
