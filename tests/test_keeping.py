"""Backups by the day and by hand, and yesterday's put back and proved against the originals."""

from datetime import timedelta

import pytest

from milepost import desk as desks
from milepost import keeping, workflow
from milepost.errors import NotFoundError, StoreBusyError
from milepost.plan.tables import READ_FIGURES
from milepost.store.backup import listed
from milepost.store.digest import of_figures
from milepost.store.store import Store

PLAN = "liaoyuan-2022"
