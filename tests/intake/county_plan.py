"""The plan that the tables of these tests are read for."""

from milepost.plan.plan import Plan


def county_plan() -> Plan:
    """Five counties and a bureau of a city: levels, sums since January, sums of a quarter, a share, and a whole."""
    counties = {"ls": "龙山区", "xa": "西安区", "df": "东丰县", "dl": "东辽县", "gx": "高新区"}
    county, bureau = {"reported_by": ["county"]}, {"reported_by": ["bureau"], "reported_for": "parts"}
    stock, ytd, homes = (
        {"way": "stock", "measure_unit": "户"},
        {"way": "ytd", "measure_unit": "户"},
        {"measure_unit": "人"},
    )
    return Plan.from_document(
        {
            "id": "tables",
            "title": "读表",
            "unit": "city",
            "start": "2022Q1",
            "units": [
                {"id": "city", "name": "某市", "kind": "city"},
                *({"id": id_, "name": name, "kind": "county"} for id_, name in counties.items()),
                {"id": "bureau", "name": "市科技局", "kind": "department", "other_names": ["科技局"]},
                {"id": "trade", "name": "市商务局", "kind": "department"},
            ],
            "indicators": [
                {"id": "all", "name": "市场主体总量", "reported_as": ["市场主体"], "includes": ["firms"]}
                | stock
                | county,
                {"id": "firms", "name": "企业", "reported_as": ["企业户数"]} | stock | county,
                {"id": "new", "name": "新登记市场主体", "includes": ["new_firms"]} | ytd | county,
                {"id": "new_firms", "name": "新登记企业"} | ytd | county,
                {"id": "turned", "name": "个转企"} | ytd | county,
                {"id": "turned_ever", "name": "累计个转企", "cumulates": "turned"}
                | stock
                | county
                | {"way": "cumulative"},
                {"id": "visits", "name": "走访企业次数", "way": "flow", "measure_unit": "次"} | county,
                {"id": "online", "name": "网上办理占比", "way": "stock", "measure_unit": "%", "counts": False} | county,
                {"id": "people", "name": "常住人口", "way": "stock", "frequency": "year"} | homes | county,
                {"id": "tech", "name": "高新技术企业"} | stock | bureau,
                {"id": "small_tech", "name": "科技型中小企业"} | stock | bureau,
                {"id": "fairs", "name": "展会", "way": "flow", "measure_unit": "场"}
                | {"reported_by": ["trade"], "reported_for": "whole"},
            ],
        }
    )  # fmt: skip
