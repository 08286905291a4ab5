import { ATHENA_GUIDE, type CatalogueEntry, LAKE_FORMATION_GUIDE, S3_GUIDE } from './entry';

/** Answers that say nothing about permissions: try again. Looked for before any other cause. */
export const THROTTLES: readonly CatalogueEntry[] = [
  {
    id: 'E35',
    // S3's way to say it (Amazon S3 User Guide: optimizing-performance); "slow down" alone is English.
    pattern: /\bSlowDown\b|Please reduce your request rate|\b503[,;:]? Slow Down|\bSlow Down\b.{0,60}?\b503\b/is,
    layer: 's3',
    permission: false,
    evidence: 'documented',
    cause: 'S3 got more requests for one prefix than it serves, and answered 503 Slow Down; nothing was denied',
    fix: 'try again after a while; fewer and larger files, or fewer queries at a time, keep it from coming back',
    document: `${S3_GUIDE}optimizing-performance.html`,
  },
  {
    id: 'E35',
    pattern:
      /(?<!exceptions\.)(?:TooManyRequestsException|ThrottlingException|ThrottlingError|RequestLimitExceeded)|Error Code: Throttling\b|\(Throttling\)|\bRate exceeded\b|Caller is temporarily not authorized/i,
    errorTypes: [1400, 1401, 1403, 1404, 1405, 1406, 1700, 1701],
    layer: 'athena',
    permission: false,
    evidence: 'production',
    cause: 'a service got too many calls and put this one off; whether it would have been allowed is not known',
    fix: 'try again after a while, at growing intervals',
    document: `${ATHENA_GUIDE}service-limits.html`,
  },
  {
    id: 'E34',
    pattern: /ConcurrentModificationException/i,
    layer: 'lf',
    permission: false,
    evidence: 'production',
    cause: 'two writers changed the same Lake Formation permissions at once; nothing was denied',
    fix: 'try again; make such changes one after the other',
    document: `${LAKE_FORMATION_GUIDE}limitations.html`,
  },
  {
    id: 'E36',
    pattern: /IDEMPOTENT_PARAMETER_MISMATCH|Idempotent parameters do not match/i,
    layer: 'client',
    permission: false,
    evidence: 'documented',
    cause: 'the client sent another query under a ClientRequestToken it had used before',
    fix: 'let the client make a new random ClientRequestToken for each query',
    document: 'https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html',
  },
];
