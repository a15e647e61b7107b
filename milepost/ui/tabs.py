"""Which session each open tab belongs to: uploads and files of one tab are no other session's business.

Streamlit hands out addresses for uploads by the tab's id and for files by their content; neither asks who is asking.
So the gate does, with what is noted here whenever a tab is drawn.
"""

from threading import Lock

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

MANY = 1000
_LOCK = Lock()
_OWNERS: dict[str, str] = {}  # tab → digest of its session


def note(digest: str) -> None:
    """The tab being drawn belongs to this session."""
    context = get_script_run_ctx()
    if context is None:
        return
    with _LOCK:
        if len(_OWNERS) > MANY and exists():
            for gone in [tab for tab in _OWNERS if not get_instance().is_active_session(tab)]:
                del _OWNERS[gone]
        _OWNERS[context.session_id] = digest


def owns(tab: str, digest: str) -> bool:
    """Whether a tab belongs to a session."""
    return _OWNERS.get(tab) == digest


def holds(file: str, digest: str) -> bool:
    """Whether a file, by the name in its address, was made for a tab of this session."""
    if not exists():
        return False
    with _LOCK:
        tabs = [tab for tab, owner in _OWNERS.items() if owner == digest]
    made = get_instance().media_file_mgr._files_by_session_and_coord  # noqa: SLF001 - it has no door of its own
    return any(file.partition(".")[0] in made.get(tab, {}).values() for tab in tabs)
