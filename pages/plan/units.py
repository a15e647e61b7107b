"""单位: places, departments and banks; who reports and who is ranked."""

import streamlit as st

from milepost.ui import controls, plan_bar, plan_draft, plan_records, plan_review

head = st.container()
plan_bar.draw()
plan_review.notice()
plan_records.about(
    "改名、合并、拆分在“区划和口径”里办，以前的数照样连着。已计入：这个单位的数已包含在哪个单位里，"
    "合计时不再加一次。有报送数的单位不能删去。"
)
plan_records.table("units", ("name", "kind", "other_names", "code", "counted_in"))
st.subheader("行业", anchor=False)
plan_records.about("按行业分开报的指标用这张表；各行业合起来是全部。")
plan_records.table("industries", ("name", "other_names"))
plan_review.draw()
with head:
    controls.headline(f"方案里的{len(plan_draft.held().document.get('units', ()))}个单位和部门")
