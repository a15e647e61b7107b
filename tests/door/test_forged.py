"""What a browser may forge: buttons that its page never drew, choices that it was never offered, messages of no page.

The ids of widgets are taken from the pages of whoever may do the act, as somebody looking over a shoulder could; a
control run at the end shows that the same messages do act when they come from the right person.
"""

import io
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyarrow as pa
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.visitor import Visitor
from milepost import desk as desks
from milepost import returning, workflow
from milepost.ui.contents import ENTRIES, entry_at
from tests.door.conftest import furnish
from tests.pages.visit import Q2, report, workbook
from tests.persons import AUDITOR, CLERK, EVERY, HEAD, LEADER, UNIT
from tests.ui.visits import ask, served, sign_in

OFFICE = ("admin", "clerk")


@dataclass(frozen=True)
class Deed:
    """An act as a page offers it: where, what is filled in, the button's first words, and its word in the trail."""

    name: str
    page: str
    period: str
    button: str
    trail: str
    able: tuple[str, ...] = OFFICE
    typed: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)


FROM_XIAN = {"撤回哪一份": "西安区：西安区2024年二季度.xlsx"}
# The order matters for the control run alone: what takes something away comes after what needs it.
DEEDS = (
    Deed("call it enough", "reporting", "2024Q2", "记下：够发布", "说够发布"),
    Deed("return what was taken in", "reporting", "2024Q2", "退回给单位", "退回", typed={"撤回原因": "不符"},
         chosen=FROM_XIAN),
    Deed("close a return", "reporting", "2024Q2", "了结", "了结退回", typed={"了结原因": "已核"},
         chosen={"哪一份": "西安区：旧表.xlsx"}),
    Deed("withdraw", "reporting", "2024Q2", "撤回", "撤回报送", typed={"撤回原因": "错了"},
         chosen={"撤回哪一份": "龙山区：龙山区2024年二季度.xlsx"}),
    Deed("refuse as head", "mine", "2024Q2", "退给经办人", "审签不同意", ("head",), typed={"原因": "不符"}),
    Deed("begin the next quarter", "reporting", "2024Q2", "确定开始", "开始收数"),
    Deed("publish", "reporting", "2024Q2", "确定照此发布", "发布", typed={"说明（可不填）": ""}),
    Deed("open a correction", "reporting", "2024Q1", "开更正", "开更正", typed={"更正原因": "补报"}),
    Deed("make a backup", "backups", "2024Q2", "现在备份", "备份", ("admin",)),
    Deed("make an account", "people", "2024Q2", "新建账号", "建账号", ("admin",), typed={"账号名": "neu"}),
    Deed("reset a password", "people", "2024Q2", "重置口令", "重置口令", ("admin",), chosen={"账号": "赵局"}),
)  # fmt: skip
BY_NAME = {person.role.value: person.name for person in EVERY}


class Forger(Visitor):
    """A tab whose owner writes the messages himself."""

    _part = ""

    def say(self, page: str, states: list[WidgetState], period: str) -> str:
        """Ask for any page with any states; everything drawn."""
        asked = BackMsg()
        asked.rerun_script.CopyFrom(ClientState(page_name=page, query_string=urlencode({"period": period})))
        asked.rerun_script.widget_states.widgets.extend(states)
        self._elements.clear()
        self._run(asked)
        return self.texts()

    def states(self, deed: Deed) -> list[WidgetState]:
        """The states that doing `deed` takes, read from a page that offers it."""
        made = [self.typed(label, text) for label, text in deed.typed.items()]
        made += [WidgetState(id=self.box(label), string_value=option) for label, option in deed.chosen.items()]
        return [*made, self.pressed(deed.button)]

    def box(self, label: str) -> str:
        """The id of a box to choose from."""
        [found] = [box for box in self.elements("selectbox") if box.label == label]
        return str(found.id)

    def buttons(self) -> set[str]:
        """The ids of every button drawn."""
        return {str(button.id) for button in self.elements("button")}

    def _note(self, message: ForwardMsg) -> None:
        super()._note(message)
        self._part = message.delta.fragment_id or self._part

    def part(self, states: list[WidgetState], page: str, period: str) -> str:
        """The part drawn by itself, such as a dialog, that a page shows after `states`; empty when there is none."""
        self._part = ""
        self.say(page, states, period)
        return self._part

    def ask_for(self, part: str, page: str) -> list[str]:
        """Ask for a part of a page alone; what is answered within a second."""
        asked = BackMsg()
        asked.rerun_script.CopyFrom(ClientState(page_name=page, fragment_id=part))
        return self.tell(asked.SerializeToString())

    def tell(self, frame: bytes) -> list[str]:
        """Send anything; what is answered within a second."""
        self._socket.send(frame)
        heard = []
        with suppress(TimeoutError):
            while True:
                message = ForwardMsg.FromString(self._socket.recv(timeout=1))
                kind = message.WhichOneof("type")
                heard.append(str(message.delta.WhichOneof("type") if kind == "delta" else kind))
        return heard

    def fetch(self, file: str) -> str:
        """Have a file made that is offered under this id; its address, empty when it is refused."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = asked.backend_operation_request.session_id = self._session
        asked.backend_operation_request.deferred_file.file_id = file
        self._socket.send(asked.SerializeToString())
        while True:
            told = ForwardMsg.FromString(self._socket.recv(timeout=60))
            if told.WhichOneof("type") == "backend_operation_response":
                return str(told.backend_operation_response.deferred_file.url)


@dataclass(frozen=True)
class Office:
    """A served office, and who looks into its trail."""

    port: int
    cookies: dict[str, str]

    def tab(self, role: str, page: str) -> Forger:
        """A new tab of whoever has this role."""
        return Forger(self.port, page, dict([self.cookies[role].split("=", 1)]))

    def done(self) -> list[tuple[str, str]]:
        """Everything that anybody did, who and what; signing in and fetching left out."""
        with self.tab("auditor", "audit") as tab:
            tab.look()
            [shown] = tab.elements("dataframe")
            rows = pa.ipc.open_stream(io.BytesIO(shown.arrow_data.data)).read_pandas()
        acts = list(zip(rows["谁"], rows["做了什么"], strict=True))
        return [act for act in acts if act[1] not in ("登录", "登录失败", "退出", "下载")]


@pytest.fixture(scope="module")
def office(tmp_path_factory, small_document) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    furnish(folder, small_document)
    with closing(desks.open_desk(folder)) as desk:
        wrong = workbook(
            [["西安区2024年二季度市场主体情况"], ["指标", "计量单位", "数值"], ["市场主体总量", "户", "约三万"]]
        )
        returning.give_back(desk, "small", Q2, workflow.Upload("旧表.xlsx", wrong, "xian", "测试"), note="不是数字")
        workflow.load(desk, "small", Q2, report("东丰县", Q2, market=22_500))
        desk.store.adopt(small_document | {"approval": True}, author="测试", reason="须审签")
        waiting = report("龙山区", Q2, market=32_719)
        assert workflow.load(desk, "small", Q2, waiting).status == "waiting"
    with served("app.py", folder, MILEPOST_BACKUP=str(folder / "pool")) as port:
        yield Office(port, {role: sign_in(port, name) for role, name in BY_NAME.items()})


@pytest.fixture(scope="module")
def before(office) -> list[tuple[str, str]]:
    """What was done before anybody forged anything; up to the control run it stays all."""
    return office.done()


@pytest.fixture(scope="module")
def forgeries(office) -> dict[str, list[WidgetState]]:
    """What each deed takes, read over the shoulder of somebody who may do it."""
    found = {}
    for deed in DEEDS:
        with office.tab(deed.able[0], deed.page) as tab:
            tab.look(period=deed.period)
            chosen = [WidgetState(id=tab.box(label), string_value=text) for label, text in deed.chosen.items()]
            tab.say(deed.page, chosen, deed.period)  # some buttons come with a choice
            found[deed.name] = tab.states(deed)
    return found


@pytest.mark.parametrize("person", EVERY, ids=lambda person: person.role.value)
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_forged_button_does_nothing_for_whoever_may_not(office, before, forgeries, deed, person):
    role = person.role.value
    if role in deed.able:
        pytest.skip("may do it: see the control run")
    own = next(e.address for e in ENTRIES if person.role in e.audience and e.address != deed.page)
    with office.tab(role, deed.page) as tab:
        tab.look(period=deed.period)
        for page in (deed.page, own, ""):
            assert "出了意外" not in tab.say(page, forgeries[deed.name], deed.period)
    assert office.done() == before


@pytest.fixture(scope="module")
def administrators(office) -> dict[str, set[str]]:
    """The buttons of every page as the administrator's browser has them."""
    found = {}
    for entry in ENTRIES:
        with office.tab("admin", entry.address) as tab:
            tab.look(period="2024Q2")
            found[entry.address] = tab.buttons()
    return found


@pytest.mark.parametrize("person", [CLERK, UNIT, LEADER, AUDITOR], ids=lambda person: person.role.value)
def test_all_buttons_of_the_administrator_at_once_do_nothing_for_others(office, before, administrators, person):
    office_desk = entry_at("reporting").audience
    with office.tab(person.role.value, "") as tab:
        for entry in ENTRIES:
            if person.role in entry.audience and entry.audience <= office_desk:
                continue  # their own: the table above
            own: set[str] = set()
            if person.role in entry.audience:
                tab.say(entry.address, [], "2024Q2")
                own = tab.buttons()
            forged = [
                WidgetState(id=one, trigger_value=True)
                for one in administrators[entry.address] - own
                if not one.endswith("-leave")
            ]
            assert "出了意外" not in tab.say(entry.address, forged, "2024Q2")
    assert office.done() == before


@pytest.mark.parametrize("person", [UNIT, HEAD, LEADER], ids=lambda person: person.role.value)
def test_a_part_of_another_persons_page_is_not_drawn(office, person):
    """The dialog with the reminders, which the clerk has opened for a quarter that is not published."""
    with office.tab("clerk", "calendar") as clerk, office.tab(person.role.value, "calendar") as tab:
        clerk.look(period="2024Q2")
        part = clerk.part([clerk.pressed("催报文字")], "calendar", "2024Q2")
        assert "new_element" in clerk.ask_for(part, "calendar")
        tab.look(period="2024Q2")
        for forged in (part, "0" * 32):
            assert "new_element" not in tab.ask_for(forged, "calendar")


def test_a_choice_that_was_never_offered_is_none(office, before):
    """A unit's own form for taking back, with another unit's file chosen in it."""
    for other in ("西安区：西安区2024年二季度.xlsx", "0", "xian"):
        with office.tab("unit", "mine") as tab:
            tab.look(period="2024Q2")
            [box] = [box for box in tab.elements("selectbox") if box.label == "撤回哪一份"]
            states = [WidgetState(id=box.id, string_value=other), tab.typed("撤回原因", "x"), tab.pressed("撤回")]
            tab.say("mine", states, "2024Q2")
            assert "已撤回" not in tab.texts()
    assert office.done() == before


def test_a_unit_that_sends_another_units_table_has_taken_nothing_in(office, before):
    upload = report("西安区", Q2, market=1)
    with office.tab("unit", "mine") as tab:
        tab.look(period="2024Q2")
        dropped = tab.drop({upload.name: upload.content})
        tab.look((dropped,), period="2024Q2")
        tab.look((dropped, tab.pressed("核对这")), period="2024Q2")
        assert not tab.offers("全部入库")
    assert office.done() == before


def test_every_file_that_a_page_offers_is_made_outside_of_it(office):
    """As a browser asks: long after the page was drawn, by a thread where no page runs."""
    for entry in ENTRIES:
        with office.tab("admin", entry.address) as tab:
            tab.look(period="2024Q1")
            for button in [one for one in tab.elements("download_button") if one.deferred_file_id]:
                assert tab.fetch(button.deferred_file_id), (entry.address, button.label)


def test_a_file_offered_to_another_tab_is_not_made_for_this_one(office):
    with office.tab("clerk", "reporting") as clerk, office.tab("unit", "mine") as unit:
        clerk.look(period="2024Q2")
        unit.look(period="2024Q2")
        offered = [button.deferred_file_id for button in clerk.elements("download_button")]
        assert offered
        url = clerk.fetch(offered[0])
        assert ask(office.port, url, Cookie=office.cookies["clerk"]).status == 200
        for cookie in (office.cookies["unit"], ""):
            assert ask(office.port, url, Cookie=cookie).status in (401, 404)
        stolen = unit.fetch(offered[0])
        assert not stolen or ask(office.port, stolen, Cookie=office.cookies["unit"]).status == 404


@pytest.mark.parametrize(
    "what", ["clear_cache", "set_run_on_save", "load_git_info", "install_skills", "dismiss_skills_nudge"]
)
def test_what_no_page_says_is_not_heard(office, what):
    message = BackMsg()
    if what.endswith(("skills", "nudge")):
        message.backend_operation_request.request_id = "1"
        getattr(message.backend_operation_request, what).SetInParent()
    else:
        setattr(message, what, True)
    with office.tab("leader", "") as tab:
        tab.look(period="2024Q1")
        answers = {*tab.tell(message.SerializeToString()), *tab.tell(b"\xff\xfe no message at all")}
        assert answers <= {"session_status_changed"}  # the end of the run before
        tab.look(period="2024Q1")
        assert "某市三年行动" in tab.texts()


def test_the_same_messages_act_when_they_come_from_whoever_may(office):
    for deed in DEEDS:
        with office.tab(deed.able[0], deed.page) as tab:
            tab.look(period=deed.period)
            chosen = [WidgetState(id=tab.box(label), string_value=text) for label, text in deed.chosen.items()]
            tab.say(deed.page, chosen, deed.period)
            tab.say(deed.page, tab.states(deed), deed.period)
        assert (BY_NAME[deed.able[0]], deed.trail) in office.done(), deed.name
