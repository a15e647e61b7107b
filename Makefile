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

# Known vulnerabilities of everything installed; a package that nobody could look up counts as not passed.
audit: set-up
	$(BIN)/uvx --quiet pip-audit==2.10.1 --strict --path $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

clean:
	rm -rf .venv
