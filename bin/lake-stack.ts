import { type App, Stack, Tags } from 'aws-cdk-lib';
import type { LakeFile } from '../lib/model/config-file';
import { NagAcknowledgements } from '../lib/nag/acknowledgements';
import { QuiltAthena } from '../lib/quilt-athena';

/** The one stack of a lake described in a file. */
export class LakeStack extends Stack {
  public readonly quilt: QuiltAthena;

  constructor(app: App, file: LakeFile) {
    super(app, file.stackName, {
      env: file.env,
      description: 'SQL side of a Quilt data lake: Athena database, tables, views, workgroups and access',
      // Templates of large lakes would spend a third of CloudFormation's 1 MB on spaces.
      suppressTemplateIndentation: file.config.buckets.length > 50,
    });
    this.quilt = new QuiltAthena(this, 'QuiltAthena', file.config);
    NagAcknowledgements.apply(this.quilt);
    for (const [key, value] of Object.entries(file.tags)) Tags.of(this).add(key, value);
  }
}
