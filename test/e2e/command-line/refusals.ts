import path from 'node:path';
import { expect, type Stage } from '../stage';

const UNKNOWN_KEY = `stackName: refused
buckets: [a-bucket]
roles:
  - name: analyst
    raed: [a-bucket]
`;

/** What is wrong is told by file, line and column, and never by a stack trace. */
export async function refusals(stage: Stage): Promise<void> {
  const { account } = stage;
  account.chapter('Refusals');
  const wrong = stage.file('wrong.yaml', UNKNOWN_KEY);
  const missing = path.join(stage.folder, 'missing.yaml');
  const place = `${wrong}:5:5: `;
  const outputs = [
    await stage.refused(
      'plan: an unknown key',
      () => stage.commandLine(['plan', '--config', wrong]),
      place,
      'raed',
      'read',
    ),
    await stage.refused('cdk synth: the same', () => stage.cdk.synth(wrong), place, 'raed'),
    await stage.refused(
      'plan: no file',
      () => stage.commandLine(['plan', '--config', missing]),
      'no such file',
      missing,
    ),
    await stage.refused('cdk synth: the same', () => stage.cdk.synth(missing), 'no such file'),
    await stage.refused('an unknown command', () => stage.commandLine(['deploy']), 'deploy'),
    await stage.refused('an unknown option', () => stage.commandLine(['plan', '--confg', wrong]), '--confg'),
    await stage.refused('init over a file', () => stage.commandLine(['init', '--output', wrong]), 'nothing written'),
  ];
  await account.step('none of them shows a stack trace', () => {
    const traced = outputs.filter((output) => /^\s+at .+:\d+:\d+\)?$/m.test(output));
    expect(traced.length === 0, traced.join('\n'));
  });
  await account.step('each ends with exit code 1', async () => {
    const { exitCode } = await stage.commandLine(['plan', '--config', wrong]);
    expect(exitCode === 1, `ended with ${exitCode}`);
  });
}
