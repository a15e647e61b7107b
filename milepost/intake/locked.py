"""Workbooks that are encrypted without anybody having chosen a password: Excel opens them unasked, so do we.

Excel locks a workbook whose structure is protected with the password VelvetSweatshop, built into every copy of it.
"""

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile

from milepost.errors import UnreadableError

_BUILT_IN = "VelvetSweatshop"


def unlocked(content: bytes, name: str) -> bytes:
    """The workbook inside; UnreadableError when somebody chose a password of their own."""
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(content))
        # Old workbooks verify the password without being asked to.
        locked.load_key(password=_BUILT_IN, **({"verify_password": True} if isinstance(locked, OOXMLFile) else {}))
        opened = io.BytesIO()
        locked.decrypt(opened)
    except (InvalidKeyError, DecryptionError, FileFormatError, ParseError) as error:
        raise UnreadableError(f"“{name}”加了密码，无法读取；请去掉打开密码后再上传") from error
    return opened.getvalue()
