import { type Callers, parseCallers } from '../../lib/tabulator/definition/callers';
import { ConnectorError } from './connector-error';

/** What the function's environment says. */
export interface Settings {
  /** `s3://bucket/key` or the path of a file beside the code. */
  readonly config: string;
  readonly spillBucket: string;
  /** Ends with a slash, or is empty. */
  readonly spillPrefix: string;
  readonly encryptsSpill: boolean;
  /** Who may ask, unless anybody may. */
  readonly callers: Callers;
  readonly checksCaller: boolean;
  readonly endpoint?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new ConnectorError(`environment variable ${name} must be set, see docs/tabulator.md`);
  return value;
}

/** Only what is written in full switches a protection off. */
function isOn(environment: Environment, name: string): boolean {
  const value = environment[name] ?? 'true';
  if (value !== 'true' && value !== 'false') {
    throw new ConnectorError(`environment variable ${name} must be true or false, found ${JSON.stringify(value)}`);
  }
  return value === 'true';
}

export function settingsOf(environment: Environment): Settings {
  const prefix = environment.SPILL_PREFIX ?? 'spill/';
  return {
    config: required(environment, 'TABULATOR_CONFIG'),
    spillBucket: required(environment, 'SPILL_BUCKET'),
    spillPrefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    encryptsSpill: isOn(environment, 'SPILL_ENCRYPTION'),
    callers: parseCallers(environment.TABULATOR_CALLERS),
    checksCaller: isOn(environment, 'CALLER_CHECK'),
    endpoint: environment.S3_ENDPOINT || undefined,
  };
}
