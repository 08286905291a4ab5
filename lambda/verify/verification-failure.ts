/** What ends a verification for good. Its message ends up in the stack's events. */
export class VerificationFailure extends Error {}
