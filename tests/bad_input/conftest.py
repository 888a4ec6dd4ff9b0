"""`make fuzz` asks for the profile ``fuzz``: far more inputs than `make test` tries."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "fuzz", deadline=None, max_examples=int(os.environ.get("FUZZ_INPUTS", "10000")), suppress_health_check=list(HealthCheck)
)
