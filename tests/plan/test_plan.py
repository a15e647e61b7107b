def test_a_plan_loads_from_its_document(plan):
    assert [unit.id for unit in plan.parts] == ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]
