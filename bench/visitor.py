"""A visitor without a browser: speaks Streamlit's own protocol over a real websocket, so that many fit on a machine."""

import re
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Self
from urllib.parse import urlencode

import requests
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 120.0
"""Seconds after which an answer that has not come is an error."""


def guest(port: int, role: str) -> dict[str, str]:
    """Sign in to the sample in a role; the cookies."""
    home = f"http://127.0.0.1:{port}"
    browser = requests.Session()
    shown = browser.get(f"{home}/sign-in", timeout=PATIENCE)
    [form] = re.findall(r'<form[^>]*action="/sample".*?</form>', shown.text, re.DOTALL)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    sent = browser.post(
        f"{home}/sample", hidden | {"role": role}, headers={"Origin": home}, timeout=PATIENCE, allow_redirects=False
    )
    sent.raise_for_status()
    return browser.cookies.get_dict()


class Visitor:
    """One open tab. `cookies` are those of a signed-in person."""

    def __init__(self, port: int, page: str, cookies: dict[str, str]) -> None:
        self._http = f"http://127.0.0.1:{port}"
        self._requests = requests.Session()
        self._requests.trust_env = False  # it is this machine, whatever proxy others are reached by
        self._requests.cookies.update(cookies)
        self._requests.get(f"{self._http}/_stcore/health", timeout=PATIENCE)  # gives the token that uploads carry
        self._page = page
        self._session = ""
        self._elements: dict[tuple[int, ...], Message] = {}
        self._fragments: dict[str, float] = {}
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws://127.0.0.1:{port}/_stcore/stream",
                origin=self._http,  # type: ignore[arg-type]  # a NewType of str
                subprotocols=["streamlit"],  # type: ignore[list-item]  # a NewType of str
                additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
                max_size=None,
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def look(self, states: tuple[WidgetState, ...] = (), **params: str) -> float:
        """Ask for the page with `params` in its address; seconds until everything has come."""
        asked = BackMsg()
        asked.rerun_script.CopyFrom(ClientState(page_name=self._page, query_string=urlencode(params)))
        asked.rerun_script.widget_states.widgets.extend(states)
        self._elements.clear()
        self._fragments.clear()
        return self._run(asked)

    def rest(self, seconds: float) -> None:
        """Look at the page for a while, with the runs that it asks for by itself."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 1.0))
            for fragment, due in list(self._fragments.items()):
                if time.monotonic() >= due:
                    asked = BackMsg()
                    asked.rerun_script.CopyFrom(
                        ClientState(page_name=self._page, fragment_id=fragment, is_auto_rerun=True)
                    )
                    self._run(asked)

    def _run(self, asked: BackMsg) -> float:
        start = time.perf_counter()
        self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(self._socket.recv(timeout=PATIENCE))  # type: ignore[arg-type]  # bytes
            match message.WhichOneof("type"):
                case "new_session":
                    self._session = message.new_session.initialize.session_id or self._session
                case "delta":
                    self._note(message)
                case "auto_rerun":
                    told = message.auto_rerun
                    self._fragments[told.fragment_id] = time.monotonic() + told.interval
                case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return time.perf_counter() - start

    def _note(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") == "new_element":
            self._elements[tuple(message.metadata.delta_path)] = message.delta.new_element

    def elements(self, kind: str) -> Iterator[Message]:
        """The drawn elements of one kind, such as button."""
        for element in self._elements.values():
            if element.WhichOneof("type") == kind:
                yield getattr(element, kind)

    def texts(self) -> str:
        """Everything drawn, as one text."""
        return "\n".join(str(element) for element in self._elements.values())

    def headline(self) -> str:
        """The page's one sentence."""
        [found] = [heading for heading in self.elements("heading") if heading.tag == "h2"]  # type: ignore[attr-defined]
        return str(found.body)  # type: ignore[attr-defined]  # a message of protobuf

    def times(self, text: str) -> int:
        """How often a text is drawn."""
        # In the messages as they came: printing them would keep the other visitors of this process waiting.
        return sum(element.SerializeToString().count(text.encode()) for element in self._elements.values())

    def drop(self, files: dict[str, bytes]) -> WidgetState:
        """Upload files (name → content) for the page's uploader of many; its state with them."""
        [uploader] = [found for found in self.elements("file_uploader") if found.multiple_files]  # type: ignore[attr-defined]
        asked = BackMsg()
        asked.file_urls_request.request_id = uuid.uuid4().hex
        asked.file_urls_request.session_id = self._session
        asked.file_urls_request.file_names.extend(files)
        self._socket.send(asked.SerializeToString())
        answer = ForwardMsg()
        while answer.WhichOneof("type") != "file_urls_response":
            answer = ForwardMsg.FromString(self._socket.recv(timeout=PATIENCE))  # type: ignore[arg-type]  # bytes
        state = WidgetState(id=uploader.id)  # type: ignore[attr-defined]  # a message of protobuf
        for (name, content), place in zip(files.items(), answer.file_urls_response.file_urls, strict=True):
            sent = self._requests.put(
                self._http + place.upload_url, files={"file": (name, content)}, timeout=PATIENCE,
                headers={"Origin": self._http, "X-Xsrftoken": self._requests.cookies.get("_streamlit_xsrf", "")},
            )  # fmt: skip
            sent.raise_for_status()
            info = state.file_uploader_state_value.uploaded_file_info.add()
            info.name, info.size, info.file_id = name, len(content), place.file_id
            info.file_urls.CopyFrom(place)
        return state

    def offers(self, label: str) -> bool:
        """Whether there is a button whose label begins so."""
        return any(button.label.startswith(label) for button in self.elements("button"))  # type: ignore[attr-defined]

    def pressed(self, label: str) -> WidgetState:
        """The state of having pressed the button whose label begins so."""
        found = [button for button in self.elements("button") if button.label.startswith(label)]  # type: ignore[attr-defined]
        return WidgetState(id=found[0].id, trigger_value=True)  # type: ignore[attr-defined]  # as above

    def typed(self, label: str, text: str) -> WidgetState:
        """The state of having typed into the field with this label."""
        [found] = [field for field in self.elements("text_input") if field.label == label]  # type: ignore[attr-defined]
        return WidgetState(id=found.id, string_value=text)  # type: ignore[attr-defined]  # a message of protobuf
