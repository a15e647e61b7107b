"""What the app runs for every visit: look for the gate's mark, then draw the frame and the page in it.

Started by itself (`streamlit run milepost/ui/shell.py`) there is no gate, and so nothing is drawn but the refusal.
"""

import sys

import streamlit as st

UNGUARDED = "没有打开页面：请求没有经过门卫。请用 python -m milepost serve 或 streamlit run app.py 启动。"


def main() -> None:
    """Draw the page that the address asks for."""
    # Not imported above: started from a strange folder the package cannot be found, and a gate that was never loaded
    # has let nobody in.
    gate = sys.modules.get("milepost.door.gate")
    if gate is None or not gate.let_in(st.context.headers):
        st.error(UNGUARDED)
        st.stop()
    from milepost.ui.frame import draw  # noqa: PLC0415 - only behind the gate

    draw()


if __name__ == "__main__":
    main()
