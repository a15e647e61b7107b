"""What publishing leaves open, in words."""

from milepost.measure.readiness import Readiness
from milepost.report.readiness_words import lines, state


def test_what_is_open_is_said_with_names_and_what_becomes_of_it(plan):
    ready = Readiness(("xian", "science"), ("longshan",), ("dongfeng",), None)
    assert lines(plan, ready) == [
        "西安区、市科技局（2家）还没报齐，按未报发布",
        "东丰县（1家）报来的文件还在等负责人审签，不计入这一版",
        "龙山区（1家）的数有存疑，已由单位说明，照报来的数发布",
    ]
    assert state(ready) == "还差2家"


def test_enough_is_enough_only_for_those_who_were_named(plan):
    assert state(Readiness(("xian",), (), (), frozenset({"xian", "science"}))) == "够发布 · 缺1家"
    assert state(Readiness(("xian", "gaoxin"), (), (), frozenset({"xian"}))) == "还差2家"
    assert state(Readiness((), (), (), None)) == "已报齐"
    assert lines(plan, Readiness((), (), (), None)) == []
