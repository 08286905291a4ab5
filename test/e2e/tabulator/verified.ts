import { rewritten } from '../faults/role-policies';
import { VerifiedLake } from '../faults/verified-lake';
import { expect, type Stage } from '../stage';

/** What `quilt-athena verify` says of who may use Tabulator: as declared, and with a right taken away and one added by hand. */
export async function verifiedTabulator(stage: Stage, stack: string, config: string): Promise<void> {
  stage.account.chapter('quilt-athena verify');
  const verify = (role: string) =>
    stage.commandLine(['verify', '-c', config, '--role', role], { NODE_NO_WARNINGS: '1' });
  for (const role of ['analyst', 'agent']) {
    await stage.account.step(`access of ${role} is as declared`, async () => {
      const { exitCode, output } = await verify(role);
      expect(exitCode === 0 && output.includes('Access is as declared.'), `${exitCode}: ${output}`);
    });
  }
  const lake = new VerifiedLake(stage.aws.environment, stack);
  await stage.account.step('the right to have Athena ask the function, taken from analyst, is found', async () => {
    await lake.look();
    const undo = await rewritten(lake.iam, lake.roleName('analyst'), (statement) =>
      statement.Sid === 'InvokeTabulator' ? undefined : statement,
    );
    const { exitCode, output } = await verify('analyst');
    await undo();
    for (const part of ['lambda:InvokeFunction', 'verification/none']) {
      expect(exitCode === 1 && output.includes(part), `${exitCode}, without ${part}: ${output}`);
    }
  });
  lake.end();
}
