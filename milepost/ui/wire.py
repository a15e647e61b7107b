"""What an open page may tell the server: Streamlit takes more over the websocket than any page of ours sends.

A visitor of any role could otherwise empty everybody's caches, or have Streamlit write its helpers for programmers into
the folder of the program.
"""

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # it has no types of its own
from streamlit.proto.BackMsg_pb2 import BackMsg

_TOLD = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})
_ASKED = frozenset({"deferred_file", "dataframe_chunk"})
"""Of the operations that a page may ask for: a file made on asking, and the rest of a long table."""


def passes(frame: bytes) -> bool:
    """Whether a message of an open page is one that our pages send."""
    said = BackMsg()
    try:
        said.ParseFromString(frame)
    except DecodeError:
        return False
    what = said.WhichOneof("type")
    if what == "backend_operation_request":
        return said.backend_operation_request.WhichOneof("payload") in _ASKED
    return what in _TOLD
