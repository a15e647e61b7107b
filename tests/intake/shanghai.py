"""A small plan over the districts of Shanghai, and the published tables that its test reads if they are at hand."""

import os
from pathlib import Path

from milepost.plan.plan import Plan

_HOME = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("MILEPOST_SPREADSHEETS", _HOME.parent / "shared" / "spreadsheets")) / "shanghai"
BUREAU = "statistics"
DISTRICTS = """
    浦东新区 黄浦区 徐汇区 长宁区 静安区 普陀区 闸北区 虹口区 杨浦区 闵行区 宝山区 嘉定区 金山区 松江区 青浦区 奉贤区
    崇明区
"""
MEASURED = {
    # id: heading in the tables, dictionary's measure unit, other headings, whole numbers only
    "area": ("土地面积", "平方公里", ["行政区划面积"], False),
    "residents": ("年末常住人口", "人", [], False),
    "migrants": ("外来人口", "人", [], False),
    "density": ("人口密度", "人/平方公里", [], False),
    "industrial_firms": ("工业企业单位数", "个", ["单位数"], True),
    "workers": ("从业人员", "万人", ["年末从业人员"], False),
    "industrial_output": ("工业总产值", "亿元", [], False),
    "assets": ("年末资产总计", "万元", [], False),
    "revenue": ("主营业务收入", "亿元", [], False),
    "profit": ("利润总额", "亿元", [], False),
    "building_firms": ("建筑业企业数", "个", ["企业数"], True),
    "building_output": ("建筑业总产值", "元", ["总产值"], False),
    "floor_under_construction": ("房屋施工面积", "万平方米", [], False),
    "floor_completed": ("房屋竣工面积", "万平方米", [], False),
    "floor_of_dwellings": ("住宅房屋竣工面积", "万平方米", ["住宅房屋"], False),
    "clinics": ("卫生机构数", "个", ["机构数"], True),
    "beds": ("床位数", "张", [], True),
    "medical_staff": ("卫生技术人员", "人", [], True),
    "doctors": ("医生", "人", ["执业（助理）医师"], True),
    "nurses": ("护士", "人", ["护师、护士", "注册护士"], True),
}


def shanghai() -> Plan:
    """The plan: every district's figure of every indicator is reported by the statistics bureau, once a year."""
    return Plan.from_document(
        {
            "id": "shanghai",
            "title": "试读上海统计年鉴",
            "unit": "shanghai",
            "units": [
                {"id": "shanghai", "name": "上海市", "kind": "city"},
                *(
                    {"id": name, "name": name, "kind": "county", "other_names": ["崇明县"] if name == "崇明区" else []}
                    for name in DISTRICTS.split()
                ),
                {"id": BUREAU, "name": "上海市统计局", "kind": "department"},
            ],
            "indicators": [
                {
                    "id": id_, "name": name, "measure_unit": unit, "way": "stock", "frequency": "year",
                    "reported_by": [BUREAU], "reported_for": "parts", "reported_as": other, "counts": counts,
                }
                for id_, (name, unit, other, counts) in MEASURED.items()
            ],
        }
    )  # fmt: skip
