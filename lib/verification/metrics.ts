/** Where the metrics of verifications are. */
export const METRIC_NAMESPACE = 'QuiltAthena/Verification';

/** Names of the metrics, by what they count. */
export const METRICS = {
  /** Differences between a run and the one before. */
  changes: 'ChangesSinceLastRun',
  /** What is not as declared, or not known. */
  findings: 'Findings',
} as const;
