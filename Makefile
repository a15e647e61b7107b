# The same words for people and CI.  make run · make test · make check · make bench · make audit
PYTHON ?= python3
BIN = .venv/bin
STAMP = .venv/.ready

.PHONY: set-up run test check bench audit clean
set-up: $(STAMP)

# uv resolves and installs in seconds where pip takes a minute; it comes from PyPI like everything else.
$(STAMP): requirements.txt requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt
	touch $@

# Chromium draws the browser tests; the font lets it draw Chinese. Both come from Debian.
.venv/.browser:
	@command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi -e 'noto.*cjk' -e wqy || \
	  { SUDO=$$(test "$$(id -u)" = 0 || echo sudo -n); $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; }
	touch $@

# Pictures need both too: installed where that is allowed, else the line to type is said; all else works without.
.venv/.pictures: $(STAMP)
	@$(MAKE) --silent .venv/.browser 2>/dev/null || \
	  echo "出图片还缺 Chromium 和中文字体，请管理员运行：apt-get install chromium fonts-noto-cjk"
	@touch $@

run: set-up .venv/.pictures
	$(BIN)/python -m milepost demo
	$(BIN)/python -m milepost serve

test: set-up .venv/.browser
	$(BIN)/python -m pytest

check: set-up
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: set-up .venv/.browser
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-bench.txt
	$(BIN)/python -m bench

# Known vulnerabilities of everything installed; a package that nobody could look up counts as not passed. A mirror of
# PyPI for packages alone does not hold them, and says so before anything is asked.
KNOWN = https://pypi.org/pypi/duckdb/$$($(BIN)/python -c 'import importlib.metadata as m; print(m.version("duckdb"))')/json
audit: set-up
	@$(BIN)/python -c 'import sys, json, urllib.request as u; json.load(u.urlopen(sys.argv[1], timeout=30))["vulnerabilities"]' \
	  "$(KNOWN)" 2>/dev/null || \
	  { echo "没有核对：取不到 PyPI 的漏洞数据（$(KNOWN)）。请在能访问 pypi.org 的机器上再运行 make audit"; exit 1; }
	$(BIN)/uvx --quiet pip-audit==2.10.1 --strict --path $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

clean:
	rm -rf .venv
