"""The real quilt3, with the rights of a role."""

import os
import tempfile
from types import ModuleType


def quilt3_as(role_arn: str | None) -> ModuleType:
    """quilt3, which pushes as the role, or as whoever runs the script where there is none."""
    os.environ["HOME"] = tempfile.mkdtemp()  # quilt3 keeps a registry and a configuration there
    if role_arn:
        from deployment import assume

        keys = assume(role_arn).get_credentials()
        os.environ.update(
            AWS_ACCESS_KEY_ID=keys.access_key, AWS_SECRET_ACCESS_KEY=keys.secret_key, AWS_SESSION_TOKEN=keys.token
        )
    import quilt3

    return quilt3
