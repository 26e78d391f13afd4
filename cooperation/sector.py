"""Where the registry finds the core's own sector."""

from cooperation.support import sector  # noqa: F401
