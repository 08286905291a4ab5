import { S3Client } from '@aws-sdk/client-s3';
import type { ConnectorConfig } from '../../lib/tabulator/definition/connector-config';
import { answer } from './answer';
import { readConfig } from './aws/config';
import { s3ObjectStore } from './aws/s3-object-store';
import type { ObjectStore } from './object-store';
import type { FederationRequest } from './protocol/request';
import { type Settings, settingsOf } from './settings';

/** What the handler uses of an invocation's context. */
interface InvocationContext {
  getRemainingTimeInMillis?(): number;
}

interface Started {
  readonly settings: Settings;
  readonly store: ObjectStore;
  readonly config: Promise<ConnectorConfig>;
}

/** Without a context, as when the module is run by itself, there is no end to the time. */
const NO_END = Number.MAX_SAFE_INTEGER;
let started: Started | undefined;

function start(): Started {
  const settings = settingsOf(process.env);
  const { endpoint } = settings;
  // Buckets may be in other regions than the function.
  const regions = { followRegionRedirects: true };
  const client = new S3Client({ endpoint, forcePathStyle: endpoint !== undefined, maxAttempts: 4, ...regions });
  const store = s3ObjectStore(client);
  return { settings, store, config: readConfig(store, settings.config) };
}

/** Answers one request of Athena's federation. */
export async function handler(event: FederationRequest, context: InvocationContext = {}) {
  started ??= start();
  const { settings, store } = started;
  const config = await started.config.catch((error) => {
    // The next invocation tries again.
    started = undefined;
    throw error;
  });
  const remainingMilliseconds = () => context.getRemainingTimeInMillis?.() ?? NO_END;
  return answer({ settings, store, config, remainingMilliseconds }, event);
}
