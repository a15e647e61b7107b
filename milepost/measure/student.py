"""Student's t distribution for whole degrees of freedom: the finite sums 26.7.3 and 26.7.4 of Abramowitz & Stegun."""

import math

import numpy as np

from milepost.measure.panel import Floats


def within(t: Floats, degrees: int) -> Floats:
    """Probability that a t variable lies between −t and t, for t ≥ 0."""
    angle = np.arctan(t / math.sqrt(degrees))
    sine, cosine = np.sin(angle), np.cos(angle)
    odd = degrees % 2
    term = cosine.copy() if odd else np.ones_like(angle)
    total = np.zeros_like(angle)
    for k in range(odd + 1, degrees, 2):
        total += term
        term = term * cosine**2 * k / (k + 1)
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def below(t: Floats, degrees: int) -> Floats:
    """Probability that a t variable is less than t."""
    return 0.5 + np.sign(t) * within(np.abs(t), degrees) / 2


def reach(coverage: float, degrees: int) -> float:
    """The t between whose negative and itself a t variable lies with probability `coverage`, 0 < coverage < 1."""
    low, high = 0.0, math.pi / 2
    # Halving the angle 60 times leaves less than the last digit.
    for _ in range(60):
        middle = (low + high) / 2
        t = np.array(math.tan(middle) * math.sqrt(degrees))
        low, high = (middle, high) if within(t, degrees) < coverage else (low, middle)
    return math.tan(low) * math.sqrt(degrees)
