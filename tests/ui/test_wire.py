"""Of all that Streamlit would hear, an open page says little."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from milepost.ui.wire import passes


def said(what: str) -> bytes:
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name.get(what)
    if field is None:
        getattr(message.backend_operation_request, what).SetInParent()
    elif field.message_type:
        getattr(message, what).SetInParent()
    else:
        setattr(message, what, True)
    return message.SerializeToString()


@pytest.mark.parametrize("what", ["rerun_script", "stop_script", "file_urls_request", "app_heartbeat"])
def test_pages_are_drawn_stopped_uploaded_to_and_kept_open(what):
    assert passes(said(what))


@pytest.mark.parametrize("what", ["deferred_file", "dataframe_chunk"])
def test_pages_fetch_files_and_long_tables(what):
    assert passes(said(what))


@pytest.mark.parametrize(
    "what",
    ["clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime", "install_skills",
     "dismiss_skills_nudge"],
)  # fmt: skip
def test_nothing_else_is_heard(what):
    assert not passes(said(what))


def test_what_is_no_message_is_not_heard():
    assert not passes(b"")
    assert not passes(b"\xff\xfe")
