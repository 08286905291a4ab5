import { localAsset } from '../../local/local-asset';
import { preparePythonEnvironment } from '../../local/python-environment';
import { S3Server } from '../lambda/tabulator/s3-server';
import { Stage } from './stage';
import type { Suite } from './suite';
import { startLambda } from './tabulator-protocol/lambda-host';

/** Who may ask, and where the connector spills for whom. */
const CALLERS = { account: '123456789012', roles: { Analyst: 'analyst' } };

const SCRIPTS = ['tabulator_messages.py', 'tabulator_values.py', 'tabulator_bad_input.py'];

/** The connector alone, against a client of the protocol that shares no code with it. */
export const tabulatorProtocol: Suite = {
  name: 'tabulator-protocol',
  about: "Tabulator's connector, driven over HTTP by a client in Python; pyarrow reads every block it sends",
  withoutAws: true,
  async run({ account }) {
    const onProgress = (message: string) => account.print(`… ${message}\n`);
    const { pythonPath } = await preparePythonEnvironment(localAsset('requirements.lock'), onProgress);
    const stage = new Stage({ environment: {}, pythonPath, runFolder: '' }, (text) => account.print(text));
    try {
      for (const script of SCRIPTS) await play(stage, script);
    } finally {
      account.include(stage.account.tally);
      stage.end();
    }
  },
};

async function play(stage: Stage, script: string): Promise<void> {
  const s3 = new S3Server();
  const endpoint = await s3.start();
  const lambda = await startLambda({
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    S3_ENDPOINT: endpoint,
    TABULATOR_CONFIG: 's3://code/tabulator.json',
    TABULATOR_CALLERS: JSON.stringify(CALLERS),
    SPILL_BUCKET: 'spill-bucket',
  });
  try {
    await stage.checks(script, endpoint, lambda.url);
  } finally {
    lambda.stop();
    await s3.stop();
  }
}
