import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';
import { Account, type Print } from '../../local/demo/account';
import { CdkCli } from '../../local/demo/cdk-cli';
import { pythonScript } from '../../local/demo/python-script';
import type { DemoTarget } from '../../local/demo/sales-prod';
import { type CommandEnd, streamedCommand } from '../../local/demo/streamed-command';
import { tallyIn } from '../../local/demo/tally';
import { childEnvironment } from '../../local/environment';

/** What a suite plays on: a local AWS, the commands of users, a temporary folder, and the account of it all. */
export class Stage {
  public readonly account: Account;
  public readonly cdk: CdkCli;
  public readonly folder = mkdtempSync(path.join(tmpdir(), 'quilt-athena-e2e-'));

  public constructor(
    public readonly aws: DemoTarget,
    print: Print,
  ) {
    this.account = new Account(print);
    process.once('exit', this.end);
    this.cdk = new CdkCli({ environment: aws.environment, runFolder: this.folder });
  }

  /** Also when the process ends before the suite, which a signal makes it do. */
  public readonly end = (): void => {
    process.removeListener('exit', this.end);
    rmSync(this.folder, { recursive: true, force: true });
  };

  /** A file in the temporary folder. */
  public file(name: string, text: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  /** A configuration file: JSON is YAML, too. */
  public config(name: string, lake: Readonly<Record<string, unknown>>): string {
    return this.file(`${name}.yaml`, JSON.stringify(lake, undefined, 2));
  }

  /** A script of python/ that checks: its own account is printed and counted as part of this one. */
  public async checks(script: string, ...args: string[]): Promise<void> {
    const end = await pythonScript(this.aws, scriptFile(script), args, (text) => this.account.print(text));
    this.account.include(tallyIn(end.output));
  }

  /** A script of python/, or one of the demo's, that does one thing; its answer is the last line it printed. */
  public async does(label: string, script: string, ...args: string[]): Promise<string> {
    const run = () => pythonScript(this.aws, scriptFile(script), args, () => undefined);
    return (await this.needs(label, run)).output.trimEnd().split('\n').at(-1) ?? '';
  }

  /** A command that must end well, or there is no sense in going on. */
  public async needs(label: string, run: () => Promise<CommandEnd>): Promise<CommandEnd> {
    const end = await this.account.command(label, run);
    if (!end) throw new BrokenOff();
    return end;
  }

  /** A command that must be refused: it ends badly and prints every one of `parts`. */
  public async refused(label: string, run: () => Promise<CommandEnd>, ...parts: string[]): Promise<string> {
    const end = await this.account.step(label, async () => {
      const { exitCode, output } = await run();
      expect(exitCode !== 0, `it ended well:\n${output}`);
      for (const part of parts) expect(output.includes(part), `it does not print ${JSON.stringify(part)}:\n${output}`);
      return output;
    });
    return end ?? '';
  }

  /** The command line as its users run it. */
  public commandLine(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandEnd> {
    const cli = path.join(packageRoot(), 'dist/bin/quilt-athena.js');
    const environment = { ...childEnvironment(this.aws.environment), ...env };
    return streamedCommand(process.execPath, [cli, ...args], { cwd: this.folder, env: environment });
  }
}

/** Thrown where a suite cannot go on; what went wrong was told and counted before. */
export class BrokenOff extends Error {}

export function expect(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

function scriptFile(script: string): string {
  return script.startsWith('demo/')
    ? path.join(packageRoot(), 'local', script)
    : path.join(packageRoot(), 'test/e2e/python', script);
}
