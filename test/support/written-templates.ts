import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { LakeConfig } from '../../lib/model/lake-config';
import { QuiltAthena } from '../../lib/quilt-athena';

/** How a lake is synthesized into files. */
export interface WriteOptions {
  readonly env?: { readonly account?: string; readonly region?: string };
  readonly context?: Record<string, unknown>;
  readonly indented?: boolean;
}

/** The templates that the CDK writes for a lake, by file name, byte by byte; those of nested stacks among them. */
export function writtenTemplates(config: LakeConfig, options: WriteOptions = {}): Map<string, string> {
  const app = new App({ context: options.context });
  const stack = new Stack(app, 'sales-prod', {
    env: options.env,
    suppressTemplateIndentation: !(options.indented ?? true),
  });
  new QuiltAthena(stack, 'QuiltAthena', config);
  const { directory } = app.synth();
  const files = readdirSync(directory).filter((file) => file.endsWith('template.json'));
  return new Map(files.sort().map((file) => [file, readFileSync(path.join(directory, file), 'utf8')]));
}

/** The resources of a written template, by logical id. */
export function resourcesOf(text: string): Record<string, { Type: string; Properties?: Record<string, unknown> }> {
  return JSON.parse(text).Resources;
}
