"""Passwords: how they are kept, drawn and judged. Only argon2id hashes of them are ever stored."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from milepost.errors import RefusedError

SHORTEST, LONGEST = 10, 128
FEWEST_DIFFERENT = 5
# Without 0 O 1 l I: a one-time password is read from a screen or a slip of paper. 31 letters, 16 of them: 79 bits.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
_HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory (64 MiB, 3 passes)
# What an unknown name is checked against, so that it takes as long as a known one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(32))


def hashed(password: str) -> str:
    """What is stored instead of a password."""
    return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether `password` is the one that was hashed; as slow and always no for None, an account that is not there."""
    try:
        return _HASHER.verify(kept or _NOBODY, password[: LONGEST * 4]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def one_time() -> str:
    """A new password for one sign-in, four groups of four readable letters."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(4))


def refuse_weak(password: str, name: str) -> None:
    """RefusedError, saying why, for a password that is too easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise RefusedError(f"新口令要{SHORTEST}到{LONGEST}个字符，请改长（或改短）再试")
    if len(set(password)) < FEWEST_DIFFERENT:
        raise RefusedError(f"新口令太单调，请至少用{FEWEST_DIFFERENT}个不同的字符")
    if name.lower() in password.lower():
        raise RefusedError("新口令里不要带账号名，请换一个")
