import { readdirSync } from 'node:fs';
import { newLakeApp } from '../../../bin/lake-app';
import { LakeStack } from '../../../bin/lake-stack';
import { readLakeFile } from '../../../lib/model/config-file';

test.each(readdirSync('examples'))('the access of the example %s is proven', (name) => {
  const app = newLakeApp();
  new LakeStack(app, readLakeFile(`examples/${name}/quilt-athena.yaml`));
  expect(() => app.synth()).not.toThrow();
});
