import { diagnose } from '../../lib/diagnosis/diagnose';
import { withoutSecrets } from '../../lib/diagnosis/secrets';
import { denied, GLUE } from './messages';

const SECRETS = [
  'AKIAIOSFODNN7EXAMPLE',
  'ASIAIOSFODNN7EXAMPLE',
  'aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE//////////',
  'password: hunter2',
  'https://anna:hunter2@example.com/',
  'X-Amz-Signature=0123456789abcdef',
  'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
];
const VALUES = /IOSFODNN7EXAMPLE|wJalrXUtnFEMI|IQoJb3Jp|hunter2|0123456789abcdef|eyJhbGci/;

test.each(SECRETS)('%s is not printed', (secret) => {
  expect(withoutSecrets(`see ${secret} there`)).not.toMatch(VALUES);
  for (const text of [
    `${secret}\n${denied('glue:GetTable', `${GLUE}:table/db/t`)}\n${secret}`,
    `${denied('glue:GetTable', `${GLUE}:table/db/t`, '')} ${secret}`,
    `HIVE_METASTORE_ERROR: ${secret}`,
    secret,
  ]) {
    expect(JSON.stringify(diagnose(text))).not.toMatch(VALUES);
  }
});

test('only the part that decided is repeated', () => {
  const { matched } = diagnose(
    `my customer list follows: Acme, Initech. ${denied('glue:GetTable', `${GLUE}:table/db/t`)} ${'x'.repeat(2000)}`,
  );
  expect(matched).toMatch(/^User: arn/);
  expect(matched?.length).toBeLessThanOrEqual(300);
});
