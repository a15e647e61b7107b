"""备份: what copies there are, when each was made, and making one now."""

from milepost.ui import backups, controls

kept = backups.listed()
controls.headline(backups.headline(kept))
backups.trouble()
backups.make()
backups.table(kept)
backups.way_back()
