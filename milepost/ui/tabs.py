"""Which session each open tab belongs to: uploads and files of one tab are no other session's business.

Streamlit hands out addresses for uploads by the tab's id and for files by their content; neither asks who is asking.
So the gate does, with what is noted here whenever a tab is drawn.
"""

from hashlib import sha256
from threading import Lock

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

MANY = 1000
_LOCK = Lock()
_OWNERS: dict[str, str] = {}  # tab → digest of its session
_MADE: dict[tuple[str, str], None] = {}  # digests of a session and of a file made for it on asking, the latest last


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


def note_made(content: bytes, digest: str) -> None:
    """These bytes were made when this session asked for them."""
    with _LOCK:
        _MADE[digest, sha256(content).hexdigest()] = None
        for oldest in list(_MADE)[:-MANY]:
            del _MADE[oldest]


def holds(file: str, digest: str) -> bool:
    """Whether a file, by the name in its address, was made for a tab of this session."""
    if not exists():
        return False
    name, files = file.partition(".")[0], get_instance().media_file_mgr
    with _LOCK:
        tabs = [tab for tab, owner in _OWNERS.items() if owner == digest]
    shown = files._files_by_session_and_coord  # noqa: SLF001 - it has no door of its own
    if any(name in shown.get(tab, {}).values() for tab in tabs):
        return True
    # A download that is made on asking is kept under no tab; what was made is known by its bytes.
    asked = files.read_file(name)
    return asked is not None and (digest, sha256(asked.content).hexdigest()) in _MADE
