"""各行业 over a small office: empty, partly reported, and whole."""

from functools import partial

import pytest

from tests.pages import visit
from tests.pages.visit import Q2, Upload, cells, plain, table_of, words, workbook

opened = partial(visit.opened, "progress/industries.py")
COUNTIES = ("龙山区", "西安区", "东丰县", "东辽县", "高新区")


@pytest.fixture
def document(document):
    document["industries"] = [{"id": "factories", "name": "制造业"}, {"id": "shops", "name": "批发和零售业"}]
    document["indicators"][0]["by_industry"] = True
    return document


def split(unit: str, factories: int, shops: int) -> Upload:
    """A county's table of industries beside its total."""
    rows = [["行业", "市场主体总量"], ["合计", factories + shops], ["制造业", factories], ["批发和零售业", shops]]
    content = workbook([[f"{unit}{Q2.words}分行业情况"], *rows])
    return Upload(f"{unit}{Q2.words}分行业.xlsx", content, by="办公室", explanation="其余另报")


def test_no_figures_say_what_to_do(office):
    page = opened()
    assert page.header[0].value == "2024年二季度还没有分行业的数"
    assert "各单位在报表里填了各行业" in words(page)


def test_every_county_together_make_the_whole(office, send):
    for unit in COUNTIES:
        send(split(unit, 300, 700), Q2)
    page = opened()
    assert plain(page.header[0].value) == "批发和零售业占市场主体总量的70.0%"
    shops, factories = table_of(page, "行业")
    assert shops == "[批发和零售业](/lineage?period=2024Q2&indicator=market_entities&unit=city&industry=shops)"
    assert "制造业" in factories
    assert len(page.get("bidi_component")) == 2 + 2 + 1
    county = opened(place="xian")
    assert plain(county.header[0].value) == "批发和零售业占西安区市场主体总量的70.0%"
    assert len(county.get("bidi_component")) == 2 + 2


def test_a_missing_county_is_named_and_nothing_is_shared_out(office, send):
    for unit in COUNTIES[:4]:
        send(split(unit, 300, 700), Q2)
    page = opened()
    assert page.header[0].value == "2024年二季度市场主体总量：分行业的数不全"
    assert "高新区没有报分行业的数" in words(page)
    assert "4/5家" in cells(page)
    assert len(page.get("bidi_component")) == 2 + 1, "no way without a whole figure"


class TestWithoutIndustries:
    @pytest.fixture
    def document(self, document):
        return document | {"industries": []}

    def test_a_plan_without_industries_says_how_to_get_them(self, office):
        page = opened()
        assert page.header[0].value == "方案还没有按行业统计的指标"
        assert "在方案里写入行业" in words(page)
