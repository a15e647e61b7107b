"""期限: what the plan wants done again and again, and by which day; the calendar is made from it."""

import streamlit as st

from milepost.ui import controls, plan_bar, plan_draft, plan_records, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
plan_records.about(
    "日子写几号，几个用顿号隔开（12、27）；方案没写哪一天就空着，不要编。日子算法选“期满后的天数”时，15就是季度结束后15日内。"
    "每季度、每半年、每年的，写明在第几个月：季度首月写1。“3日前”勾上可提前，3日当天算按时。逢周末、节假日不顺延，方案怎么写就怎么算。"
    "报送数据的期限写在“概况”的截止日里，或在这里写一条“报送数据”，两处只写一处。"
)
plan_records.table("deadlines", ("name", "kind", "cycle", "days", "counted", "month", "before", "owed_by", "quote"))
plan_review.draw()
many = len(plan_draft.held().document.get("deadlines", ()))
with head:
    controls.headline(f"方案的{many}项期限" if many else "方案还没有写定期要做的事")
