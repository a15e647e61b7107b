"""Drafting a briefing on a page: which one, its sections and words, what it looks like, and its files."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from milepost import __version__, issuing
from milepost.desk import Desk
from milepost.errors import BriefingError
from milepost.issuing import Order
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.report import contents as passages
from milepost.report import pdf, pictures
from milepost.report.briefing import SECTIONS, Briefing, Imprint, Kind, Wish
from milepost.report.document import Paragraph, Picture, Table
from milepost.report.pack import FORMS, MANIFEST, Form, Pack
from milepost.ui import controls, drawing, inbox, session, show

FORM_WORDS: Mapping[Form, str] = {
    "docx": "Word", "pptx": "幻灯片", "xlsx": "数据表", "png": "图片", "pdf": "PDF",
}  # fmt: skip


def pick_wish() -> Wish:
    """Kind, unit where it is one unit's sheet, sections, and what the office adds."""
    plan = session.plan()
    controls.quarter_bar()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        kind = Kind[controls.pick("文种", {kind.name: kind.value for kind in Kind}, "kind", default=Kind.NOTICE.name)]
        unit = ""
        if kind is Kind.UNIT:
            unit = controls.pick(
                "单位", {one.id: one.name for one in plan.parts_in(session.period()) or plan.units}, "unit"
            )
    keys = SECTIONS[kind]
    sections: tuple[str, ...] | None = None
    if keys:
        titles = {key: passages.PASSAGES[key][0] for key in keys}
        picked = st.pills(
            "要哪些部分", list(keys), default=list(keys), selection_mode="multi", format_func=titles.__getitem__,
            key=f"sections {kind.name}",
        )  # fmt: skip
        sections = tuple(key for key in keys if key in picked)
    return Wish(kind, unit, sections, _imprint(kind, plan.office))


def headline(briefing: Briefing) -> str:
    """2024年一季度季度通报：按第9版; before the publication: 还没有发布，出的是草稿."""
    if briefing.edition.draft:
        return f"{briefing.period.words}{briefing.kind}：还没有发布，出的是草稿"
    return f"{briefing.period.words}{briefing.kind}：按{briefing.edition.version}"


def _imprint(kind: Kind, office: str) -> Imprint:
    with st.expander("发文机关、字号、主送和抄送"):
        named = st.text_input("发文机关", office, key="imprint office")
        number = st.text_input("发文字号", placeholder="例如 辽市主体办通〔2024〕2号", key="imprint number")
        to = st.text_input("主送", placeholder="各县（市、区），各有关部门：", key="imprint to")
        copies = st.text_input("抄送", key="imprint copies", placeholder="不填则不印版记")
        issue = 0
        if kind is Kind.BULLETIN:
            issue = int(st.number_input("期数（0为按版次）", min_value=0, step=1, key="imprint issue"))
    return Imprint(named, number, to, copies, issue or None)


def base() -> bytes | None:
    """The office's own .docx, when it gives one."""
    with st.expander("用本单位的 Word 样板"):
        st.caption("样板里的版头、版记和样式照用；正文放在单独一行写着【正文】的地方，没有就接在后面。")
        st.html(inbox.CHINESE)
        given = st.file_uploader("Word 样板", label_visibility="collapsed", key="base")
        return given.getvalue() if given else None


def composed(wish: Wish) -> Briefing:
    """The briefing of the quarter looked at, before anybody edits it."""
    at, plan_id = session.desk(), session.plan_id()
    # All that it depends on: plan, quarter, whose store, how it stands, who looks and may see a draft, day (逾期),
    # release, and what is wanted.
    may = str(at.may(Act.DRAFT))
    key = (plan_id, str(session.period()), *session.state(), may, str(session.today()), __version__, repr(wish))
    return _composed(key, wish, at)


@st.cache_data(show_spinner="正在起草……", max_entries=16)
def _composed(key: tuple[str, ...], _wish: Wish, _desk: Desk) -> Briefing:
    plan_id, period, *_ = key
    return issuing.draft(_desk, plan_id, Period.parse(period), Order(_wish))


def _texts(briefing: Briefing) -> dict[str, str]:
    """What was edited in this tab, by paragraph, for this very state of the numbers."""
    edition = briefing.edition
    name = f"texts {session.plan_id()} {briefing.period} {edition.vintage} {edition.time} {briefing.kind} "
    return st.session_state.setdefault(name + briefing.unit_name, {})  # type: ignore[no-any-return]  # session state


def edited(briefing: Briefing) -> tuple[Briefing, dict[str, str]]:
    """The briefing with the words of this tab, and those words; one that changes a number is refused and said."""
    texts = _texts(briefing)
    kept: dict[str, str] = {}
    for key, text in texts.items():
        try:
            briefing.edited({key: text})
        except BriefingError as error:
            show.trouble(error)
        else:
            kept[key] = text
    return briefing.edited(kept), kept


def editor(briefing: Briefing) -> None:
    """Every paragraph in a box of its own. Words may change, numbers not; an emptied box leaves its paragraph out."""
    st.caption("文字可以改，数字和所指的单位、目标不能改；清空一段，就是不要这一段。")
    texts = _texts(briefing)
    for paragraph in briefing.paragraphs():
        key = f"edit {briefing.kind.name} {briefing.unit_name} {briefing.edition.time} {paragraph.key}"
        written = st.text_area(paragraph.lead or "　", paragraph.text, key=key, height="content")
        if written != paragraph.text:
            texts[paragraph.key] = written
        else:
            texts.pop(paragraph.key, None)


def preview(briefing: Briefing) -> None:
    """The document as text, with its tables and charts."""
    with st.container(border=True):
        st.markdown(f"### {show.literal(briefing.title.replace(chr(10), ''))}")
        if briefing.imprint.to:
            st.markdown(show.literal(briefing.imprint.to))
        for paragraph in briefing.opening:
            _paragraph(paragraph)
        for section in briefing.sections:
            st.markdown(f"**{section.title}**")
            for block in section.blocks:
                match block:
                    case Paragraph():
                        _paragraph(block)
                    case Table():
                        table(block)
                    case Picture():
                        _chart(briefing, block.chart)
        for appendix in briefing.appendices:
            st.markdown(f"**附件　{show.literal(appendix.title)}**")
            table(appendix)


def _paragraph(paragraph: Paragraph) -> None:
    st.markdown(f"**{show.literal(paragraph.lead)}** {show.literal(paragraph.text)}" if paragraph.lead
                else show.literal(paragraph.text))  # fmt: skip


def _chart(briefing: Briefing, key: str) -> None:
    chart = briefing.chart(key)
    if chart is not None:
        st.caption(show.literal(chart.title))
        drawing.draw(chart.draw(), f"preview {key}", chart.alt)


def table(made: Table) -> None:
    """A table as it is printed."""
    columns = {c.title: [show.literal(c.text(row[k])) for row in made.rows] for k, c in enumerate(made.columns)}
    show.table(pd.DataFrame(columns))
    if made.note:
        st.caption(show.literal(made.note))


def page_by_page(order: Order) -> None:
    """The Word document as it is printed, where LibreOffice is installed."""
    why = pdf.why_not()
    if why:
        st.caption(show.literal(why))
        return
    if st.button("按页预览", icon=":material/auto_stories:"):
        with st.spinner("正在排版……"):
            shown = issuing.pages(session.desk(), session.plan_id(), session.period(), order)
        with st.grid(2, min_column_width=340, gap=("small", "small")) as grid:
            for k, page in enumerate(shown, 1):
                with grid.cell(), st.container(border=True):
                    st.image(page, caption=f"第{k}页")


def export(briefing: Briefing, order: Order) -> None:
    """Choose the files, make them with progress, take them, and keep what goes out."""
    picked = st.pills("要哪些文件", list(FORMS), default=[f for f in FORMS if f != "pdf" or not pdf.why_not()],
                      selection_mode="multi", format_func=FORM_WORDS.__getitem__, key="forms")  # fmt: skip
    for why in filter(None, (pictures.why_not(), pdf.why_not())):
        st.caption(show.literal(why))
    slot = f"pack {briefing.kind.name}{briefing.unit_name}"
    # Drafts of two quarters are of one edition.
    told = (session.plan_id(), session.period(), session.today(), briefing.edition, order)
    if st.button("生成文件", type="primary", icon=":material/inventory_2:", disabled=not picked):
        bar = st.progress(0.0)
        forms = tuple(form for form in FORMS if form in picked)
        wanted = Order(order.wish, order.vintage, forms, order.texts, order.base)

        def tell(share: float, said: str) -> None:
            bar.progress(share, said)

        made = issuing.brief(session.desk(), session.plan_id(), session.period(), wanted, tell)
        bar.empty()
        st.session_state[slot] = (told, made)
    of, made = st.session_state.get(slot, (None, None))
    if made is not None and of == told:
        _files(made)


def _files(made: Pack) -> None:
    for left in made.left_out:
        st.warning(show.literal(left), icon=":material/info:")
    with st.container(horizontal=True, gap="small"):
        show.download("全部（zip）", partial(_same, made.archive), f"{made.name}.zip", key="pack zip")
        for name, content in made.files.items():
            if name != MANIFEST and "/" not in name:
                show.download(name.rsplit(".")[-1], partial(_same, content), name, key=f"pack {name}")
    if made.vintage is None:
        st.caption("草稿不存档；发布这个季度后，印发的这一份可以存档。")
    elif session.desk().may(Act.ISSUE) and st.button("存档这一份", icon=":material/archive:"):
        issuing.issue(session.desk(), session.plan_id(), made, by=session.person().name)
        st.toast("已存档")


def _same(content: bytes) -> bytes:
    return content


def archive() -> None:
    """What went out before, each as it went."""
    desk = session.desk()
    rows = issuing.issued(desk, session.plan_id())
    if rows.empty:
        show.nothing_yet("还没有存档的通报", "生成文件后点“存档这一份”，以后在这里原样取回。")
        return
    for row in rows.to_dict("records"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = f"{row['time']:%Y-%m-%d %H:%M}　第{row['vintage']}版　{Period.parse(row['period']).words}"
            st.markdown(show.literal(said))
            get = partial(issuing.reissue, desk, row["sha256"])
            show.download(row["name"], get, row["name"], key=f"issued {row['sha256']}")
