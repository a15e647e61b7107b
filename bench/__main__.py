"""`python -m bench [compute] [intake] [pages] [briefing] [crowd]`: all benches, or those named."""

import importlib
import sys

BENCHES = ("compute", "intake", "pages", "briefing", "crowd")

for name in sys.argv[1:] or BENCHES:
    if name not in BENCHES:
        sys.exit(f"no bench {name}; there are: {', '.join(BENCHES)}")
    print(f"\n== {name}", flush=True)
    importlib.import_module(f"bench.{name}").main()
