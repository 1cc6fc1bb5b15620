"""Django looks for tables here; each lives in the tool that it belongs to."""

from myk10.numbers import NumberSeries
from myk10.throttle import Attempt

__all__ = ["Attempt", "NumberSeries"]
