"""记住的版式和名称: what was said once of units' own tables; to look at, and to be taken back."""

from milepost.ui import controls, remembered

controls.headline(remembered.headline())
remembered.back()
remembered.forms()
remembered.answers()
