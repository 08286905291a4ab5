"""Starts MiniStack 1.5.33 with everything it lacks for this project, in one process.

  GATEWAY_PORT=4566 BIND_HOST=127.0.0.1 [AUTH=true] [LOCAL_TRINO=http://127.0.0.1:8081] python launcher.py [run folder]
  LOCAL_END_WITH_STARTER=<process id of Trino>: end both when the process that started this one is gone

The modules replace private functions of the emulator, so its version is pinned exactly and checked here.
"""

import importlib.metadata
import sys

EMULATOR = "1.5.33"

if __name__ == "__main__":
    found = importlib.metadata.version("ministack")
    if found != EMULATOR:
        sys.exit(f"ministack {EMULATOR} is needed, {found} is installed: the launcher replaces private functions")

    import athena
    import bucket_properties
    import cloudformation_types
    import custom_resources
    import end_with_starter
    import failed_deletion
    import faults
    import glue_for_trino
    import iam_resources
    import lake_formation_service
    import managed_policies
    import metadata_api
    import nested_stacks
    import object_encryption
    import policy_simulator
    import principal_arn
    import query_history
    import requester
    import s3_checksums
    import source_function
    import workgroups

    for module in (
        end_with_starter,
        faults,
        requester,
        principal_arn,
        policy_simulator,
        object_encryption,
        source_function,
        iam_resources,
        s3_checksums,
        glue_for_trino,
        lake_formation_service,
        cloudformation_types,
        custom_resources,
        bucket_properties,
        managed_policies,
        nested_stacks,
        failed_deletion,
        workgroups,
        query_history,
        metadata_api,
        athena,
    ):
        module.install()

    from ministack import app

    del sys.argv[1:]  # the run folder: it only makes the process recognisable
    app.main()
