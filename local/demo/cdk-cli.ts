import * as path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';
import { ACCOUNT, childEnvironment, REGION } from '../environment';
import type { LocalAws } from '../local-aws';
import { type CommandEnd, streamedCommand } from './streamed-command';

/** A custom resource that does not answer makes CloudFormation wait for an hour. */
const TIMEOUT_MS = 300_000;

const QUIET = ['--no-notices', '--version-reporting=false', '--no-color'];

/** The ordinary `cdk` command of this checkout, pointed at a local AWS. */
export class CdkCli {
  constructor(
    private readonly aws: Pick<LocalAws, 'environment' | 'runFolder'>,
    private readonly print?: (text: string) => void,
  ) {}

  /** Once per account and Region, as on AWS. */
  public bootstrap(config: string): Promise<CommandEnd> {
    return this.run('bootstrap', `aws://${ACCOUNT}/${REGION}`, ...this.app(config));
  }

  public deploy(config: string, ...more: string[]): Promise<CommandEnd> {
    return this.run('deploy', '--require-approval', 'never', '--progress', 'events', ...this.app(config), ...more);
  }

  public diff(config: string, ...more: string[]): Promise<CommandEnd> {
    return this.run('diff', ...this.app(config), ...more);
  }

  public synth(config: string, ...more: string[]): Promise<CommandEnd> {
    return this.run('synth', '--quiet', ...this.app(config), ...more);
  }

  public destroy(config: string, ...more: string[]): Promise<CommandEnd> {
    return this.run('destroy', '--force', ...this.app(config), ...more);
  }

  private app(config: string): string[] {
    return ['-c', `config=${config}`, '--output', path.join(this.aws.runFolder, 'cdk.out')];
  }

  private run(...args: string[]): Promise<CommandEnd> {
    const root = packageRoot();
    const cli = path.join(root, 'node_modules/aws-cdk/bin/cdk');
    // CI: the CDK then prints to standard output. No warnings: the SDK's about coming Node versions would head each run.
    const env = { ...childEnvironment(this.aws.environment), CI: 'true', NODE_NO_WARNINGS: '1' };
    return streamedCommand(process.execPath, [cli, ...args, ...QUIET], {
      cwd: root,
      env,
      print: this.print,
      timeoutMs: TIMEOUT_MS,
    });
  }
}
