"""`make fuzz` asks for the profile ``fuzz``: far more inputs than `make test` tries, each bounded in time, all in memory."""

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings

SLOWEST = timedelta(seconds=30)
LARGEST = 4 << 30

settings.register_profile(
    "fuzz", deadline=SLOWEST, max_examples=int(os.environ.get("FUZZ_INPUTS", "10000")), suppress_health_check=list(HealthCheck)
)


@pytest.fixture(autouse=True, scope="session")
def bounded_memory(pytestconfig: pytest.Config) -> None:
    """Let an input that wants gigabytes fail while fuzzing, where the system knows such a limit."""
    if pytestconfig.getoption("--hypothesis-profile") == "fuzz":
        resource = pytest.importorskip("resource")
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))
