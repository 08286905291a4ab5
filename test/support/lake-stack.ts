import { App, Stack } from 'aws-cdk-lib';
import type { LakeConfig } from '../../lib/model/lake-config';
import { QuiltAthena } from '../../lib/quilt-athena';
import { ACCOUNT, REGION } from './resolved-template';

/** Where and how a lake of a test is synthesized. */
export interface LakeStackOptions {
  readonly stackName?: string;
  /** `{}` leaves account and Region unknown. @default - the account and Region of `resolved-template.ts` */
  readonly env?: { readonly account?: string; readonly region?: string };
  readonly context?: Record<string, unknown>;
}

/** A stack with nothing but the declared lake, and the construct. */
export function lakeStack(config: LakeConfig, options: LakeStackOptions = {}): { stack: Stack; quilt: QuiltAthena } {
  const app = new App({ context: options.context });
  const stack = new Stack(app, options.stackName ?? 'sales-prod', {
    env: options.env ?? { account: ACCOUNT, region: REGION },
  });
  return { stack, quilt: new QuiltAthena(stack, 'QuiltAthena', config) };
}
